import { type KeyboardEvent, type MouseEvent, memo, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isCursorKey, moveCursor } from "./move-cursor.ts";
import styles from "./seat-map.module.css";
import { pitch, type SeatLook, SeatShape } from "./seat-shape.tsx";
import { useSeatName } from "./use-seat-name.ts";

/** A seat and how it stands for the reader. */
export interface SeatOnMap {
  label: string;
  row: number;
  col: number;
  kind: "seat" | "wheelchair" | "blocked";
  /** A blocked seat is shown as blocked, whatever is said here. */
  state: Exclude<SeatLook, "blocked">;
  /** Of a wish: 1, 2 or 3. */
  rank?: number | undefined;
}

export interface SeatMapProps {
  seats: readonly SeatOnMap[];
  /** What this map is of, for whoever cannot see it. */
  label: string;
  front?: "screen" | "stage";
  /** Fits the width of its parent, or keeps 28 px a seat for a parent that zooms. */
  size?: "fit" | "natural";
  /** Without it the map is only looked at. Called for free, wished and own seats. */
  onPress?: ((label: string) => void) | undefined;
}

const margin = pitch;
const headHeight = 44;

/** The seats of a hall from above, the screen on top: pressed with a finger or mouse, or walked over with the arrow keys. */
export function SeatMap({ seats, label, front = "screen", size = "fit", onPress }: SeatMapProps) {
  const { t } = useTranslation("shared");
  const rows = useMemo(() => rowsOf(seats), [seats]);
  const { width, height, left } = useMemo(() => extentOf(seats), [seats]);
  const { cursor, onKeyDown, onClick, svg } = useCursor(seats, onPress);
  return (
    <svg
      ref={svg}
      role="presentation"
      className={size === "fit" ? styles.fit : styles.natural}
      viewBox={`0 0 ${width} ${height}`}
      {...(size === "natural" ? { width, height } : {})}
    >
      <g aria-hidden>
        <path className={styles.front} d={`M${margin * 2} 22Q${width / 2} 4 ${width - margin * 2} 22`} />
        <text className={styles.frontName} x={width / 2} y={34} textAnchor="middle">
          {t(`seatMap.front.${front}`)}
        </text>
      </g>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no table; it is walked over like one */}
      <g role="grid" aria-label={label} aria-readonly={onPress === undefined} onKeyDown={onKeyDown} onClick={onClick}>
        {rows.map(([row, inRow]) => (
          <Row
            key={row}
            {...{ row, inRow, left, width }}
            cursor={inRow.some((one) => one.label === cursor) ? cursor : null}
          />
        ))}
      </g>
    </svg>
  );
}

/** Rows from the screen; without Map.groupBy, which the phones of some members do not know. */
function rowsOf(seats: readonly SeatOnMap[]): [number, SeatOnMap[]][] {
  const rows = new Map<number, SeatOnMap[]>();
  for (const seat of seats) {
    const inRow = rows.get(seat.row);
    if (inRow === undefined) rows.set(seat.row, [seat]);
    else inRow.push(seat);
  }
  return [...rows].sort(([a], [b]) => a - b);
}

/** The size of a drawing at 28 px a seat. */
export const sizeOfMap = (seats: readonly SeatOnMap[]): { width: number; height: number } => extentOf(seats);

function extentOf(seats: readonly SeatOnMap[]) {
  const cols = seats.map(({ col }) => col);
  const first = Math.min(...cols, 1e9);
  const count = seats.length === 0 ? 1 : Math.max(...cols) - first + 1;
  const rows = Math.max(1, ...seats.map(({ row }) => row));
  return { width: count * pitch + 2 * margin, height: headHeight + rows * pitch + 4, left: first };
}

interface RowProps {
  row: number;
  inRow: readonly SeatOnMap[];
  left: number;
  width: number;
  cursor: string | null;
}

const Row = memo(function Row({ row, inRow, left, width, cursor }: RowProps) {
  const nameOf = useSeatName();
  const y = headHeight + (row - 0.5) * pitch;
  const name = nameOf.row(inRow[0]?.label ?? "") ?? String(row);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no table
    <g role="row" aria-rowindex={row}>
      {[margin / 2, width - margin / 2].map((x) => (
        <text key={x} className={styles.rowName} x={x} y={y + 4} textAnchor="middle" aria-hidden>
          {name}
        </text>
      ))}
      {inRow.map((seat) => (
        <Seat
          key={seat.label}
          seat={seat}
          x={margin + (seat.col - left + 0.5) * pitch}
          y={y}
          here={seat.label === cursor}
        />
      ))}
    </g>
  );
});

const Seat = memo(
  function Seat({ seat, x, y, here }: { seat: SeatOnMap; x: number; y: number; here: boolean }) {
    const nameOf = useSeatName();
    const look = lookOf(seat);
    return (
      // biome-ignore lint/a11y/useSemanticElements: an SVG has no table
      <g
        role="gridcell"
        data-seat={seat.label}
        className={isPressable(seat) ? styles.seat : styles.fixed}
        transform={`translate(${x} ${y})`}
        tabIndex={here ? 0 : -1}
        aria-label={nameOf.state(seat.label, { look, rank: seat.rank, wheelchair: seat.kind === "wheelchair" })}
        aria-colindex={seat.col}
        aria-selected={look === "mine" || look === "chosen" || look === "wished"}
        aria-disabled={!isPressable(seat)}
      >
        <rect className={styles.touch} x={-pitch / 2} y={-pitch / 2} width={pitch} height={pitch} />
        <SeatShape look={look} wheelchair={seat.kind === "wheelchair"} rank={seat.rank} />
      </g>
    );
  },
  // Most parents make their seats anew at each change; only those that look different are drawn again.
  (a, b) => a.here === b.here && a.x === b.x && a.y === b.y && isAlike(a.seat, b.seat),
);

const isAlike = (a: SeatOnMap, b: SeatOnMap) =>
  a.label === b.label && a.kind === b.kind && a.state === b.state && a.rank === b.rank && a.col === b.col;
const lookOf = (seat: SeatOnMap): SeatLook => (seat.kind === "blocked" ? "blocked" : seat.state);
const isPressable = ({ kind, state }: SeatOnMap) => kind !== "blocked" && state !== "taken" && state !== "kept";

/** The one seat that the Tab key reaches, moved by the arrow keys; presses by finger, mouse and key. */
function useCursor(seats: readonly SeatOnMap[], onPress: SeatMapProps["onPress"]) {
  const svg = useRef<SVGSVGElement>(null);
  const [chosen, setChosen] = useState<string>();
  const known = seats.find(({ label }) => label === chosen) ?? seats.find(isPressable) ?? seats[0];
  const press = (label: string | undefined) => {
    const seat = seats.find((one) => one.label === label);
    if (seat === undefined) return;
    setChosen(seat.label);
    if (isPressable(seat)) onPress?.(seat.label);
  };
  const focus = (label: string) => {
    setChosen(label);
    svg.current?.querySelector<SVGGElement>(`[data-seat="${CSS.escape(label)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (known === undefined) return;
    if (event.key === "Enter" || event.key === " ") press(known.label);
    else if (isCursorKey(event.key)) focus(moveCursor(seats, known, event.key).label);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) =>
    press(event.target instanceof Element ? event.target.closest<SVGGElement>("[data-seat]")?.dataset.seat : undefined);
  return { cursor: known?.label ?? null, onKeyDown, onClick, svg };
}
