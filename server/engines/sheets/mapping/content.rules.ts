import { normalisePhone } from "#kernel/phone";
import { readyChoices } from "../judging/choice.rules.ts";
import { readDay } from "../judging/day.rules.ts";
import { readIdNumber } from "../judging/id-number.rules.ts";
import { compact, written } from "../judging/text.rules.ts";
import type { Cell, Column } from "../sheets.types.ts";

/** Whether a cell looks like one of a column; undefined for kinds whose cells look like anything. */
function looksLike(column: Column): ((cell: Cell) => boolean) | undefined {
  switch (column.kind) {
    case "id_number":
      return looksLikeId;
    case "phone":
      return (cell) => normalisePhone(compact(written(cell)).replace(/\.0+$/, "")) !== undefined;
    case "day":
      return (cell) => readDay(cell) !== undefined;
    case "choice": {
      const choices = readyChoices(column.choices);
      return (cell) => choices.valueOf(written(cell)) !== undefined;
    }
    case "text":
      return column.name === true ? (cell) => /^\p{Script=Han}{2,4}$/u.test(compact(written(cell))) : undefined;
    default:
      return undefined;
  }
}

/** Also one that is wrong: what matters is that somebody meant one. */
function looksLikeId(cell: Cell): boolean {
  const read = readIdNumber(cell, null, "9999-12-31");
  if (!("code" in read)) return true;
  return read.code === "sheets.id_check" || read.code === "sheets.id_destroyed";
}

const share = 0.8;
const fewest = 3;

/** The columns whose cells look like these, by kinds that cannot be mistaken. */
export function columnsLike(cells: readonly Cell[], columns: readonly Column[]): Column[] {
  const filled = cells.filter((cell) => cell !== null && compact(written(cell)) !== "");
  if (filled.length < fewest) return [];
  const like = columns.filter((column) => {
    const test = looksLike(column);
    return test !== undefined && filled.filter(test).length >= filled.length * share;
  });
  // A number of an identity card is no day, and 男 is rather a choice than a name.
  const surer = like.filter(({ kind }) => kind !== "text");
  return surer.length > 0 ? surer : like;
}
