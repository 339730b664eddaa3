import { useSyncExternalStore } from "react";
import { safeStorage } from "../../shared/safe-storage.ts";

const storageKey = "gonghui.elder";
const listeners = new Set<() => void>();

/** Whether the elder version is on in this browser. */
export const isElder = (): boolean => safeStorage("localStorage", { everywhere: true }).getItem(storageKey) === "1";

/** Puts the remembered version on the page; call it before the first render. */
export function applyElder(): void {
  document.documentElement.toggleAttribute("data-elder", isElder());
}

/** Switches between the two versions and remembers it. */
export function chooseElder(on: boolean): void {
  safeStorage("localStorage", { everywhere: true }).setItem(storageKey, on ? "1" : "0");
  applyElder();
  for (const listener of listeners) listener();
}

/** The version on the screen. */
export const useElder = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isElder);
