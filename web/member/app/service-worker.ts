import { isPlay } from "../../shared/space.ts";

/** Keeps the app shell for moments without network. Registered late: first things first on a slow phone. */
export function registerWorker(): void {
  // A rehearsal is nothing to come back to.
  if (isPlay || !import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Forbidden by the browser or not served: the pages work without it.
  window.addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
