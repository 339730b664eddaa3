import { useEffect, useSyncExternalStore } from "react";
import { safeStorage } from "./safe-storage.ts";
import { isPlay } from "./space.ts";

/** How long nobody must have touched the page before a new version may take its place. */
const quietFor = 60_000;
const lookEvery = 20_000;
const askEvery = 30 * 60_000;

let idle = false;
let touchedAt = 0;
/** Somebody has asked for it: it comes as soon as nobody is served, without the quiet minute. */
let wanted = false;

const renewedKey = "gonghui.renewed";
const storage = safeStorage("sessionStorage");

interface NewVersion {
  waits: boolean;
  /** This page is the new version, come by itself. */
  arrived: boolean;
}
let version: NewVersion = { waits: false, arrived: false };
const hears = new Set<() => void>();

function tell(change: Partial<NewVersion>): void {
  version = { ...version, ...change };
  for (const hear of hears) hear();
}

function subscribe(hear: () => void): () => void {
  hears.add(hear);
  return () => void hears.delete(hear);
}

/** Whether a new version waits, or has just come. What waits to be sent lies in the browser and outlives both. */
export function useNewVersion() {
  const now = useSyncExternalStore(subscribe, () => version);
  const renewNow = () => {
    wanted = true;
    renew();
  };
  return { ...now, renewNow, seen: () => tell({ arrived: false }) };
}

let renew = (): void => undefined;

/** Told by the screen that waits for the next customer or ticket: while `now`, nothing would be lost by loading anew. */
export function useIdle(now: boolean): void {
  useEffect(() => {
    idle = now;
    return () => {
      idle = false;
    };
  }, [now]);
}

/**
 * Registers the worker of an entrance such as "/partner", so that it opens without network. A new version is fetched beside the
 * running one and takes its place, with one reload, when the page has been idle for a minute; never while somebody is served.
 */
export function keepReady(entrance: string): void {
  if (storage.getItem(renewedKey) === "yes") tell({ arrived: true });
  storage.removeItem(renewedKey);
  // A rehearsal is nothing to come back to.
  if (isPlay || !import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Browsers empty the storage of pages that did not ask; here lies what was accepted without network. A refusal changes nothing.
  void navigator.storage?.persist?.().catch(() => undefined);
  for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, noteTouch, true);
  // Forbidden by the browser or not served: the page works, but does not open without network.
  window.addEventListener("load", () => void register(entrance).catch(() => undefined));
}

function noteTouch(): void {
  touchedAt = Date.now();
}

async function register(entrance: string): Promise<void> {
  const file = `${entrance}/sw.js`;
  const workers = navigator.serviceWorker;
  const registration = await workers.register(file, { scope: entrance, updateViaCache: "none" });
  // The first worker of all takes charge of a page that is as new as itself.
  let isNew = false;
  let isOurs = workers.controller?.scriptURL.endsWith(file) === true;
  renew = () => {
    if (!idle || (!wanted && Date.now() - touchedAt < quietFor)) return;
    if (!isNew) return registration.waiting?.postMessage("take-over");
    storage.setItem(renewedKey, "yes");
    location.reload();
  };
  const look = () => tell({ waits: isOurs && registration.waiting !== null });
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  workers.addEventListener("controllerchange", () => {
    isNew = isOurs;
    isOurs = true;
    renew(); // at once: the files of the version before went with its worker
  });
  setInterval(() => renew(), lookEvery);
  setInterval(() => void registration.update().catch(() => undefined), askEvery);
}
