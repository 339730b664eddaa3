import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from "react";
import type { Cell } from "../../../../wire/seat-map/index.ts";
import { pitch } from "../../../shared/seat-map/seat-shape.tsx";
import { type Area, type Drawing, paint } from "./drawing.rules.ts";

interface Brush {
  svg: RefObject<SVGSVGElement | null>;
  rows: number;
  cols: number;
  tool: Cell;
  draw: (next: (now: Drawing) => Drawing) => void;
}

interface Square {
  row: number;
  col: number;
}

/** Room for the names of rows and the heads of columns. */
export const edge = 40;
const steps: Record<string, readonly [number, number]> = {
  ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
};

/** Where the pointer or the cursor is, what is marked, and what it paints. */
export function useBrush({ svg, rows, cols, tool, draw }: Brush) {
  const [at, setAt] = useState<Square>({ row: 0, col: 0 });
  const [from, setFrom] = useState<Square>();
  const painting = useRef<Square>(undefined);
  const clamp = ({ row, col }: Square): Square => ({
    row: Math.min(rows - 1, Math.max(0, row)),
    col: Math.min(cols - 1, Math.max(0, col)),
  });
  const cursor = clamp(at);
  const area: Area | undefined = from && { ...clamp(from), toRow: cursor.row, toCol: cursor.col };
  const put = (what: Area) => draw((now) => paint(now, what, tool));
  const squareOf = (event: PointerEvent): Square => {
    const box = svg.current?.getBoundingClientRect();
    const scale = box ? (cols * pitch + 2 * edge) / box.width : 1;
    const along = (client: number, start = 0) => Math.floor(((client - start) * scale - edge) / pitch);
    return { row: along(event.clientY, box?.top), col: along(event.clientX, box?.left) };
  };
  const focusOn = (square: Square) =>
    svg.current
      ?.querySelector<SVGGElement>(`[data-square="${square.row}/${square.col}"]`)
      ?.focus({ preventScroll: false });

  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const square = squareOf(event);
      // On the edge: the whole row, or the whole column.
      if (square.row < 0 && square.col >= 0 && square.col < cols)
        return put({ row: 0, toRow: rows - 1, col: square.col, toCol: square.col });
      if (square.col < 0 && square.row >= 0 && square.row < rows)
        return put({ row: square.row, toRow: square.row, col: 0, toCol: cols - 1 });
      if (square.row < 0 || square.col < 0 || square.row >= rows || square.col >= cols) return;
      svg.current?.setPointerCapture(event.pointerId);
      painting.current = square;
      setFrom(square);
      setAt(square);
    },
    onPointerMove: (event: PointerEvent) => {
      if (painting.current) setAt(clamp(squareOf(event)));
    },
    onPointerUp: (event: PointerEvent) => {
      const start = painting.current;
      if (start === undefined) return;
      const end = clamp(squareOf(event));
      painting.current = undefined;
      setFrom(undefined);
      setAt(end);
      put({ ...start, toRow: end.row, toCol: end.col });
      focusOn(end);
    },
    onPointerCancel: () => {
      painting.current = undefined;
      setFrom(undefined);
    },
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) {
      const next = clamp({ row: cursor.row + step[0], col: cursor.col + step[1] });
      setFrom(event.shiftKey ? (from ?? cursor) : undefined);
      setAt(next);
      focusOn(next);
    } else if (event.key === "Home" || event.key === "End") {
      const next = { row: cursor.row, col: event.key === "Home" ? 0 : cols - 1 };
      setFrom(event.shiftKey ? (from ?? cursor) : undefined);
      setAt(next);
      focusOn(next);
    } else if (event.key === "Enter" || event.key === " ") {
      put(keyArea(event) ?? area ?? { ...cursor, toRow: cursor.row, toCol: cursor.col });
      setFrom(undefined);
    } else if (event.key === "Escape" && from) setFrom(undefined);
    else return;
    event.preventDefault();
  };
  /** As in a table: Shift and Space the whole row, Ctrl and Space the whole column. */
  const keyArea = (event: KeyboardEvent): Area | undefined => {
    if (event.key !== " ") return undefined;
    if (event.ctrlKey) return { row: 0, toRow: rows - 1, col: cursor.col, toCol: cursor.col };
    if (event.shiftKey && from === undefined) return { row: cursor.row, toRow: cursor.row, col: 0, toCol: cols - 1 };
    return undefined;
  };
  return { area, cursor, pointer, onKeyDown };
}
