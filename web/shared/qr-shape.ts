import QRCode from "qrcode";

/** A QR as one path of dark modules and its size in modules, without the quiet zone of four that belongs around it. */
export function qrShape(text: string, level: "L" | "M"): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
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
