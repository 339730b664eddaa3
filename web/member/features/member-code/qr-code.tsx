import QRCode from "qrcode";
import { useMemo } from "react";
import styles from "./code.module.css";

interface Props {
  text: string;
  label: string;
}

/** A QR as one shape, dark on pure white with its quiet zone, sharp at any size. */
export function QrCode({ text, label }: Props) {
  const { size, path } = useMemo(() => drawing(text), [text]);
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

/** Runs of dark modules, row by row. Level L: a screen is never torn, and fewer modules are read from further away. */
function drawing(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "L" });
  let path = "";
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      const start = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column++;
      path += `M${start} ${row}h${column - start + 1}v1h-${column - start + 1}z`;
    }
  }
  return { size: modules.size, path };
}
