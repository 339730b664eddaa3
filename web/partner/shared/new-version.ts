import { useEffect } from "react";

/** How long nobody must have touched the till before a new version may take its place. */
const quietFor = 60_000;
const lookEvery = 20_000;
const askEvery = 30 * 60_000;

let idle = false;
let touchedAt = 0;

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
  const renew = () => {
    if (!idle || Date.now() - touchedAt < quietFor) return;
    if (isNew) location.reload();
    else registration.waiting?.postMessage("take-over");
  };
  workers.addEventListener("controllerchange", () => {
    isNew = isOurs;
    isOurs = true;
    renew(); // at once: the files of the version before went with its worker
  });
  setInterval(renew, lookEvery);
  setInterval(() => void registration.update().catch(() => undefined), askEvery);
}
