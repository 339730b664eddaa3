import { unzipSync } from "fflate";
import { markOfColours, markOfQuotes } from "./trace.rules.ts";

const stylesPart = "xl/styles.xml";

/** Which copy a leaked list comes from: the mark in a workbook's colours or in the quotation marks of CSV; undefined without one. */
export function markOf(file: Uint8Array): number | undefined {
  if (file[0] !== 0x50 || file[1] !== 0x4b) return markOfQuotes(new TextDecoder().decode(file));
  const { [stylesPart]: styles } = unzipSync(file, { filter: ({ name }) => name === stylesPart });
  return styles === undefined ? undefined : markOfColours(new TextDecoder().decode(styles));
}
