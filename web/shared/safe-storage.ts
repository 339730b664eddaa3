import { namedInSpace } from "./space.ts";

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A browser storage that never throws: a private window or a full phone only forgets. The play space keeps its own things; what a
 * reader has chosen for all pages (`everywhere`) is one.
 */
export function safeStorage(which: "localStorage" | "sessionStorage", { everywhere = false } = {}): Kept {
  const named = everywhere ? (key: string) => key : namedInSpace;
  const quietly = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(window[which]);
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => quietly((storage) => storage.getItem(named(key)), null),
    setItem: (key, value) => quietly((storage) => storage.setItem(named(key), value), undefined),
    removeItem: (key) => quietly((storage) => storage.removeItem(named(key)), undefined),
  };
}

/** What was kept under `key`, read as JSON; undefined when nothing usable is there or `isValid` refuses it. */
export function readKept<T>(storage: Kept, key: string, isValid: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return isValid(value) ? value : undefined;
  } catch {
    return undefined; // Written by an older version or by hand: as good as nothing.
  }
}
