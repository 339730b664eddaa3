/** Scan guns type a code within milliseconds per key and end with Enter; people do not. */
const slowestKey = 60;
const shortest = 8;

export interface ScanGun {
  /** Takes one key with its time in ms; answers with the whole text when a gun has finished one. */
  press(key: string, at: number): string | undefined;
  /** Whether a key at this time is part of a gun's burst, so that it must do nothing else. */
  isBurst(at: number): boolean;
}

/** Recognises the typing of a scan gun among other keys, wherever the focus is. */
export function createScanGun(): ScanGun {
  let typed = "";
  let last = Number.NEGATIVE_INFINITY;
  return {
    isBurst: (at) => typed.length > 1 && at - last <= slowestKey,
    press: (key, at) => {
      if (at - last > slowestKey) typed = "";
      last = at;
      if (key === "Enter") {
        const text = typed;
        typed = "";
        return text.length >= shortest ? text : undefined;
      }
      // Shift and the like come between the letters of a gun with capitals.
      if (key.length === 1) typed += key;
      return undefined;
    },
  };
}
