import type { SheetSchema } from "../sheets.types.ts";
import { csvLine } from "../writing/csv-line.rules.ts";
import { rowsOfChain } from "./chain-text.rules.ts";

/**
 * What somebody pasted, as a file to be read: a part of a table stays one, a 接龙 or another list becomes one, with what this sheet
 * asks for.
 */
export function pastedContent(text: string, schema?: SheetSchema): Buffer {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const isTable = lines.length > 1 && lines.every((line) => line.includes("\t"));
  const asks = { known: schema?.column("phoneTail") !== undefined, seats: schema?.column("seat") !== undefined };
  const rows = isTable ? [] : rowsOfChain(text, asks);
  return Buffer.from(rows.length === 0 ? text : rows.map(({ cells }) => csvLine(cells)).join(""), "utf8");
}
