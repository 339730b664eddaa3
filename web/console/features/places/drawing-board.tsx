import { memo, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Cell, Seat } from "../../../../wire/seat-map/index.ts";
import { pitch, SeatShape } from "../../../shared/seat-map/seat-shape.tsx";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import type { Drawing } from "./drawing.rules.ts";
import styles from "./places.module.css";
import { edge, useBrush } from "./use-brush.ts";

interface DrawingBoardProps {
  drawing: Drawing;
  seats: readonly Seat[];
  tool: Cell;
  draw: (next: (now: Drawing) => Drawing) => void;
}

/**
 * The hall from above, the screen on top. A press paints one square, a drag an area, a press on the edge a whole row or
 * column; the arrow keys walk, with Shift they mark, Enter or Space paints.
 */
export function DrawingBoard({ drawing, seats, tool, draw }: DrawingBoardProps) {
  const { t } = useTranslation("console");
  const nameOf = useSeatName();
  const svg = useRef<SVGSVGElement>(null);
  const { grid } = drawing;
  const cols = grid[0]?.length ?? 0;
  const brush = useBrush({ svg, rows: grid.length, cols, tool, draw });
  const labels = useMemo(() => new Map(seats.map(({ row, col, label }) => [`${row - 1}/${col - 1}`, label])), [seats]);
  const { area, cursor } = brush;
  const here = labels.get(`${cursor.row}/${cursor.col}`);
  const cell = grid[cursor.row]?.[cursor.col] ?? "gap";
  return (
    <>
      <p className={styles.here}>
        {t("places.at", { row: cursor.row + 1, col: cursor.col + 1 })}{" "}
        <strong>
          {[here === undefined ? "" : nameOf.seat(here), t(`places.cell.${cell}`)].filter(Boolean).join(" · ")}
        </strong>
        <small>{t("places.boardHelp")}</small>
      </p>
      <div className={styles.board}>
        <svg
          ref={svg}
          role="presentation"
          viewBox={`0 0 ${cols * pitch + 2 * edge} ${grid.length * pitch + edge + 8}`}
          width={cols * pitch + 2 * edge}
          height={grid.length * pitch + edge + 8}
          className={styles.drawing}
          {...brush.pointer}
        >
          <Edges cols={cols} rows={grid.length} front={t("places.front")} />
          {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no table; it is walked over like one */}
          <g role="grid" aria-label={t("places.board")} onKeyDown={brush.onKeyDown}>
            {grid.map((cells, row) => (
              <BoardRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is where it is
                key={row}
                {...{ cells, row }}
                names={cells.map((_, col) => labels.get(`${row}/${col}`) ?? "").join("|")}
                cursor={cursor.row === row ? cursor.col : null}
              />
            ))}
          </g>
          {area && (
            <rect
              className={styles.area}
              x={edge + Math.min(area.col, area.toCol) * pitch}
              y={edge + Math.min(area.row, area.toRow) * pitch}
              width={(Math.abs(area.toCol - area.col) + 1) * pitch}
              height={(Math.abs(area.toRow - area.row) + 1) * pitch}
              rx={4}
            />
          )}
        </svg>
      </div>
    </>
  );
}

/** The screen, and the handles of rows and columns; they repeat what keys can do. */
const Edges = memo(function Edges({ cols, rows, front }: { cols: number; rows: number; front: string }) {
  const middle = edge + (cols * pitch) / 2;
  return (
    <g aria-hidden>
      <text className={styles.front} x={middle} y={12} textAnchor="middle">
        {front}
      </text>
      <path
        className={styles.handle}
        d={Array.from({ length: cols }, (_, col) => `M${edge + (col + 0.5) * pitch - 6} 22h12l-6 10z`).join("")}
      />
      <path
        className={styles.handle}
        d={Array.from({ length: rows }, (_, row) => `M12 ${edge + (row + 0.5) * pitch - 6}v12l10-6z`).join("")}
      />
    </g>
  );
});

interface BoardRowProps {
  cells: readonly Cell[];
  row: number;
  /** The labels of the row in one text, so that a row whose seats are called the same is not drawn again. */
  names: string;
  cursor: number | null;
}

const BoardRow = memo(function BoardRow({ cells, row, names, cursor }: BoardRowProps) {
  const { t } = useTranslation("console");
  const nameOf = useSeatName();
  const labels = names.split("|");
  const called = nameOf.row(labels.find((label) => label !== "") ?? "") ?? "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no table
    <g role="row" aria-rowindex={row + 1}>
      {cells.map((cell, col) => (
        // biome-ignore lint/a11y/useSemanticElements: an SVG has no table
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a square is where it is
          key={col}
          role="gridcell"
          data-square={`${row}/${col}`}
          className={styles.square}
          tabIndex={cursor === col ? 0 : -1}
          aria-colindex={col + 1}
          aria-label={
            cell === "gap"
              ? t("places.gapAt", { row: row + 1, col: col + 1 })
              : `${nameOf.seat(labels[col] ?? "")} ${t(`places.cell.${cell}`)}`
          }
          transform={`translate(${edge + (col + 0.5) * pitch} ${edge + (row + 0.5) * pitch})`}
        >
          <rect className={styles.ground} x={-pitch / 2} y={-pitch / 2} width={pitch} height={pitch} />
          {cell === "gap" ? (
            <circle className={styles.gap} r={2} />
          ) : (
            <SeatShape look={cell === "blocked" ? "blocked" : "free"} wheelchair={cell === "wheelchair"} />
          )}
        </g>
      ))}
      <text
        className={styles.rowName}
        x={edge + cells.length * pitch + edge / 2}
        y={edge + (row + 0.5) * pitch + 4}
        textAnchor="middle"
        aria-hidden
      >
        {called}
      </text>
    </g>
  );
});
