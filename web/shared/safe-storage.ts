type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A browser storage that never throws: a private window or a full phone only forgets. */
export function safeStorage(which: "localStorage" | "sessionStorage"): Kept {
  const quietly = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(window[which]);
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => quietly((storage) => storage.getItem(key), null),
    setItem: (key, value) => quietly((storage) => storage.setItem(key, value), undefined),
    removeItem: (key) => quietly((storage) => storage.removeItem(key), undefined),
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
