import type { Column, Defect, Mapping, SheetDefinition } from "../sheets.types.ts";
import type { ReturnTexts } from "./return-texts.ts";

/** What is wrong with a row, ready to be written beside it. */
export interface RowMark {
  row: number;
  /** All of it in one line. */
  problem: string;
  cells: CellMark[];
}

/** What the process that marks a workbook is told. */
export interface MarkTask {
  sheet: string;
  /** From 1. */
  headerRow: number;
  /** Of the table, as far as it was read. */
  width: number;
  /** The column, from 0, in which an earlier round has written. */
  problemColumn?: number;
  marks: readonly RowMark[];
  texts: Pick<ReturnTexts, "problem" | "list" | "listHeads">;
}

export interface CellMark {
  /** Position in the row, from 0. */
  at: number;
  heading: string;
  text: string;
  /** Whether what will be typed must stay text: a long number would lose its end. */
  asText: boolean;
}

/** So many rows get comments as well; a program that opens more of them takes minutes. */
export const commentedRows = 2000;

export interface Refused {
  row: number;
  defects: readonly Defect[];
}

/** Whose numbers spreadsheets spoil. */
const spoilt: readonly Column["kind"][] = ["id_number", "phone"];

/** Marks of the refused rows, in order. What is wrong with a row as a whole is written at its first column. */
export function marksOf(
  refused: readonly Refused[],
  { definition, mapping, say }: { definition: SheetDefinition; mapping: Mapping; say: (defect: Defect) => string },
  texts: ReturnTexts,
): RowMark[] {
  const columns = new Map(definition.columns.map((column) => [column.key, column]));
  const first = mapping.columns.find(({ key }) => key !== null)?.at ?? 0;
  const markOf = ({ row, defects }: Refused): RowMark => {
    const cells: CellMark[] = [];
    const said = defects.map((defect) => {
      const column = columns.get(defect.column ?? "");
      const mapped = mapping.columns.find(({ key }) => key !== null && key === defect.column);
      const text = say(defect);
      const heading = mapped?.heading.trim() || column?.title || "";
      cells.push({
        at: mapped?.at ?? first,
        ...{ heading, text, asText: mapped !== undefined && column !== undefined && spoilt.includes(column.kind) },
      });
      return heading === "" ? text : texts.ofColumn(heading, text);
    });
    return { row, problem: said.join(texts.between), cells: together(cells) };
  };
  return refused.map(markOf).sort((a, b) => a.row - b.row);
}

/** One mark for each cell, however much is wrong with it. */
function together(cells: readonly CellMark[]): CellMark[] {
  const byPlace = new Map<number, CellMark>();
  for (const cell of cells) {
    const known = byPlace.get(cell.at);
    const asText = cell.asText || (known?.asText ?? false);
    byPlace.set(cell.at, known === undefined ? cell : { ...known, asText, text: `${known.text}\n${cell.text}` });
  }
  return [...byPlace.values()].sort((a, b) => a.at - b.at);
}
