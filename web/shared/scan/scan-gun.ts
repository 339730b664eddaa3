import { codePrefix } from "../../../wire/member-code/index.ts";

/** Scan guns type a code within milliseconds per key and end with Enter; people do not. */
const slowestKey = 60;
/** Nobody types our codes by hand: once one has begun, a slow Bluetooth gun or a busy tablet may take its time. */
const slowestOfCode = 3_000;
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
  const isSoonEnough = (at: number) => at - last <= (mayBeCode(typed) ? slowestOfCode : slowestKey);
  return {
    isBurst: (at) => typed.length > 1 && isSoonEnough(at),
    press: (key, at) => {
      if (!isSoonEnough(at)) typed = "";
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

/** The beginning of one of our codes, or of what may become one; some guns type with caps lock on. */
function mayBeCode(typed: string): boolean {
  const start = typed.slice(0, codePrefix.length).toUpperCase();
  return start !== "" && codePrefix.startsWith(start);
}
