import { useEffect, useSyncExternalStore } from "react";
import { safeStorage } from "../../shared/safe-storage.ts";

/** How long nobody must have touched the till before a new version may take its place. */
const quietFor = 60_000;
const lookEvery = 20_000;
const askEvery = 30 * 60_000;

let idle = false;
let touchedAt = 0;
/** The clerk has asked for it: it comes as soon as nobody is served, without the quiet minute. */
let wanted = false;

const renewedKey = "gonghui.till-renewed";
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

/** Told by the screen that waits for the next customer: while `now`, nothing would be lost by loading anew. */
export function useTillIdle(now: boolean): void {
  useEffect(() => {
    idle = now;
    return () => {
      idle = false;
    };
  }, [now]);
}

/**
 * Registers the till's worker, so that the till opens without network. A new version is fetched beside the running one and
 * takes its place, with one reload, when the till has been waiting for a customer for a minute; never during a sale.
 */
export function keepTillReady(): void {
  if (storage.getItem(renewedKey) === "yes") tell({ arrived: true });
  storage.removeItem(renewedKey);
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Browsers empty the storage of pages that did not ask; here lies what was accepted without network. A refusal changes nothing.
  void navigator.storage?.persist?.().catch(() => undefined);
  for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, noteTouch, true);
  // Forbidden by the browser or not served: the till works, but does not open without network.
  window.addEventListener("load", () => void register().catch(() => undefined));
}

function noteTouch(): void {
  touchedAt = Date.now();
}

async function register(): Promise<void> {
  const workers = navigator.serviceWorker;
  const registration = await workers.register("/partner/sw.js", { scope: "/partner", updateViaCache: "none" });
  // The first worker of all takes charge of a page that is as new as itself.
  let isNew = false;
  let isOurs = workers.controller?.scriptURL.endsWith("/partner/sw.js") === true;
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
