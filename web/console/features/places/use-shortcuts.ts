import { useEffect, useEffectEvent } from "react";
import type { Cell } from "../../../../wire/seat-map/index.ts";
import { tools } from "./board-tools.tsx";

interface Shortcuts {
  choose: (tool: Cell) => void;
  undo: () => void;
  redo: () => void;
}

/** Keys of the drawing page, wherever on it one is: a digit for a tool, Ctrl Z and Ctrl Y. Not while something is written. */
export function useShortcuts({ choose, undo, redo }: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.target instanceof Element &&
      event.target.closest("input:not([type=radio]), textarea, [role=dialog]") !== null
    )
      return;
    const tool = tools[Number(event.key) - 1];
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey)) {
      if (tool !== undefined) choose(tool);
    } else if (key === "z" || key === "y") {
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    }
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
