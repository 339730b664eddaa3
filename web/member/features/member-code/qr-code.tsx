import { useMemo } from "react";
import { qrShape } from "../../../shared/qr-shape.ts";
import styles from "./code.module.css";

interface Props {
  text: string;
  label: string;
}

/** A QR as one shape, dark on pure white with its quiet zone, sharp at any size. */
export function QrCode({ text, label }: Props) {
  // Level L: a screen is never torn, and fewer modules are read from further away.
  const { size, path } = useMemo(() => qrShape(text, "L"), [text]);
  return (
    <svg
      className={styles.qr}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-code={text}
    >
      <path d={path} />
    </svg>
  );
}
