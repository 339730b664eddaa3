import { useBlocker } from "@tanstack/react-router";
import { Alert } from "antd";
import { useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Cell,
  differenceOf,
  isSame,
  type Seat,
  seatFault,
  seatsOf,
  summaryOf,
} from "../../../../wire/seat-map/index.ts";
import { BoardTools } from "./board-tools.tsx";
import { begin, type Drawing, type History, redo, step, undo } from "./drawing.rules.ts";
import { DrawingBoard } from "./drawing-board.tsx";
import styles from "./places.module.css";
import { SaveSeatMap } from "./save-seat-map.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

interface SeatEditorProps {
  hallId: string;
  /** The version that the drawing begins from; 0 without one. */
  version: number;
  saved: Seat[];
  start: Drawing;
  /** The saved seats have names by no rule of ours. */
  renamed: boolean;
}

type Change = { kind: "draw"; next: (now: Drawing) => Drawing } | { kind: "undo" } | { kind: "redo" };

function change(history: History, { kind, ...rest }: Change): History {
  if (kind === "undo") return undo(history);
  if (kind === "redo") return redo(history);
  return "next" in rest ? step(history, rest.next(history.now)) : history;
}

/** The drawing board with its tools: everything by mouse or by keys, and nothing lost by mistake. */
export function SeatEditor({ hallId, version, saved, start, renamed }: SeatEditorProps) {
  const { t } = useTranslation("console");
  const [history, act] = useReducer(change, start, begin);
  const [tool, setTool] = useState<Cell>("gap");
  const isSaved = useRef(false);
  const { grid, numbering } = history.now;
  const seats = useMemo(() => seatsOf(grid, numbering), [grid, numbering]);
  const difference = useMemo(() => differenceOf(saved, seats), [saved, seats]);
  const dirty = history.past.length > 0 && !isSame(difference);
  const isLost = () => dirty && !isSaved.current;
  useBlocker({
    shouldBlockFn: () => isLost() && !window.confirm(t("places.leaveDrawing")),
    enableBeforeUnload: isLost,
  });
  const draw = (next: (now: Drawing) => Drawing) => act({ kind: "draw", next });
  useShortcuts({ choose: setTool, undo: () => act({ kind: "undo" }), redo: () => act({ kind: "redo" }) });
  return (
    <div className={styles.editor}>
      {renamed && <Alert type="warning" showIcon title={t("places.renamed")} style={{ marginBottom: 12 }} />}
      <BoardTools
        drawing={history.now}
        {...{ tool, setTool, draw }}
        undo={history.past.length > 0 ? () => act({ kind: "undo" }) : undefined}
        redo={history.future.length > 0 ? () => act({ kind: "redo" }) : undefined}
      />
      <div className={styles.status}>
        <strong aria-live="polite">{t("places.summary", { ...summaryOf(seats) })}</strong>
        <SaveSeatMap
          {...{ hallId, version, seats, difference }}
          fault={seatFault(seats)}
          onSaved={() => {
            isSaved.current = true;
          }}
        />
      </div>
      <DrawingBoard drawing={history.now} seats={seats} tool={tool} draw={draw} />
    </div>
  );
}
