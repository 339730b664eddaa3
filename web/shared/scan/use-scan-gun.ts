import { useEffect, useRef } from "react";
import { createScanGun } from "./scan-gun.ts";

/** Hears a keyboard-type scan gun wherever the focus is, while `active`. */
export function useScanGun(active: boolean, onCode: (text: string) => void) {
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    if (!active) return;
    const gun = createScanGun();
    const isSpaceOfCode = (event: KeyboardEvent) =>
      event.key === " " && gun.isBurst(event.timeStamp) && !(event.target instanceof HTMLInputElement);
    // A space within a code must not press the button that has the focus: some browsers press at the key's way up.
    const onKeyUp = (event: KeyboardEvent) => isSpaceOfCode(event) && event.preventDefault();
    const onKey = (event: KeyboardEvent) => {
      if (isSpaceOfCode(event)) event.preventDefault();
      const text = gun.press(event.key, event.timeStamp);
      if (text === undefined) return;
      // The Enter at the end of a code must not press the button that has the focus.
      event.preventDefault();
      event.stopPropagation();
      heard.current(text);
    };
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("keyup", onKeyUp, true);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("keyup", onKeyUp, true);
    };
  }, [active]);
}
