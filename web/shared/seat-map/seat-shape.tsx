import { memo } from "react";
import styles from "./seat-map.module.css";

/** The side of the square that a seat stands in, in units of the drawing; `gap` of it is free around the seat. */
export const pitch = 28;
const gap = 2;
const side = pitch - 2 * gap;

export type SeatLook = "free" | "taken" | "mine" | "chosen" | "wished" | "kept" | "blocked";

interface SeatShapeProps {
  look: SeatLook;
  wheelchair: boolean;
  /** Of a wish: 1, 2 or 3. */
  rank?: number | undefined;
}

/** One seat around its own middle. What it is never stands in its colour alone: cross, tick, number or bar say it too. */
export const SeatShape = memo(function SeatShape({ look, wheelchair, rank }: SeatShapeProps) {
  return (
    <>
      <rect className={styles[look]} x={-side / 2} y={-side / 2} width={side} height={side} rx={6} />
      <Sign look={look} wheelchair={wheelchair} rank={rank} />
    </>
  );
});

function Sign({ look, wheelchair, rank }: SeatShapeProps) {
  switch (look) {
    case "taken":
      return <path className={styles.takenSign} d="M-5-5 5 5M5-5-5 5" />;
    case "mine":
    case "chosen":
      return <path className={styles.mineSign} d="M-6 0-2 5 6-5" />;
    case "kept":
      // A clock: until its hour it is for others.
      return <path className={styles.takenSign} d="M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0M0-3V0L2.5 2" />;
    case "blocked":
      return <path className={styles.takenSign} d="M-6 0H6" />;
    case "wished":
      return (
        <text className={styles.rank} y={5} textAnchor="middle">
          {rank}
        </text>
      );
    case "free":
      // A head, a back and a wheel.
      return wheelchair ? (
        <g className={styles.wheelchair}>
          <circle className={styles.head} cx={-1} cy={-7} r={2} />
          <path d="M-1-4V2H4L6 7M-1-1H3M-4-1A5 5 0 1 0 3 5" />
        </g>
      ) : null;
  }
}
