import { useEffect, useRef } from "react";
import { createScanGun } from "./scan-gun.ts";

/** Hears a keyboard-type scan gun wherever the focus is, while `active`. */
export function useScanGun(active: boolean, onCode: (text: string) => void) {
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    if (!active) return;
    const gun = createScanGun();
    const onKey = (event: KeyboardEvent) => {
      const text = gun.press(event.key, event.timeStamp);
      if (text === undefined) return;
      // The Enter at the end of a code must not press the button that has the focus.
      event.preventDefault();
      event.stopPropagation();
      heard.current(text);
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [active]);
}
