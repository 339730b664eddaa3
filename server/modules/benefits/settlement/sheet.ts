import type { Cell, CellStyle, MergeRange, RowDef, WriteSheet } from "hucre";

type Value = string | number | null;

/** What stands in a cell: a value, or a formula with what it comes to. */
export type Entry = Value | { formula: string; value: number; style?: CellStyle } | { value: Value; style: CellStyle };

const font = { name: "宋体", size: 11 } as const;
const side = { style: "thin", color: { rgb: "FF8C8C8C" } } as const;
const box = { top: side, right: side, bottom: side, left: side };

/** Looks of an official paper, in black on white. */
export const looks = {
  title: { font: { ...font, size: 18, bold: true }, alignment: { horizontal: "center", vertical: "center" } },
  label: { font: { ...font, bold: true }, alignment: { horizontal: "left", vertical: "center" } },
  text: { font, border: box, alignment: { vertical: "center", wrapText: true } },
  plain: { font, alignment: { vertical: "center", wrapText: true } },
  head: {
    font: { ...font, bold: true },
    border: box,
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFF0ECE6" } },
    alignment: { horizontal: "center", vertical: "center", wrapText: true },
  },
  money: {
    font,
    border: box,
    numFmt: "#,##0.00;[Red]-#,##0.00",
    alignment: { horizontal: "right", vertical: "center" },
  },
  count: { font, border: box, numFmt: "#,##0", alignment: { horizontal: "right", vertical: "center" } },
  sum: {
    font: { ...font, bold: true },
    border: box,
    numFmt: "#,##0.00;[Red]-#,##0.00",
    alignment: { horizontal: "right", vertical: "center" },
  },
  sumLabel: { font: { ...font, bold: true }, border: box, alignment: { horizontal: "center", vertical: "center" } },
} as const satisfies Record<string, CellStyle>;

/** The letters of a column, counted from 0. */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

/** Yuan as Excel counts, without an error of the last digit. */
export const yuan = (fen: number): number => Number((fen / 100).toFixed(2));

/** A sheet that is written from the top down. */
export class SheetBuilder {
  private readonly rows: Value[][] = [];
  private readonly cells = new Map<string, Partial<Cell>>();
  private readonly merges: MergeRange[] = [];
  private readonly heights = new Map<number, RowDef>();
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  /** The number, as Excel shows it, of the row that comes next. */
  get next(): number {
    return this.rows.length + 1;
  }

  add(entries: readonly Entry[], style: CellStyle | readonly CellStyle[] = looks.plain): number {
    const row = this.rows.length;
    this.rows.push(entries.map((entry) => (typeof entry === "object" && entry !== null ? entry.value : entry)));
    for (const [column, entry] of entries.entries()) {
      const own = Array.isArray(style) ? style[column] : (style as CellStyle);
      const cell = typeof entry === "object" && entry !== null ? entry : { value: entry };
      const look = ("style" in cell ? cell.style : undefined) ?? own;
      this.cells.set(`${row},${column}`, {
        value: cell.value,
        ...("formula" in cell
          ? { type: "formula" as const, formula: cell.formula, formulaResult: cell.value }
          : typeOf(cell.value)),
        ...(look === undefined ? {} : { style: look }),
      });
    }
    return row + 1;
  }

  /** One text over the whole width. */
  line(text: string, style: CellStyle = looks.plain, height?: number): number {
    const row = this.add([text], style);
    this.merge(row, 0, this.width - 1);
    if (height !== undefined) this.heights.set(row - 1, { height });
    return row;
  }

  merge(row: number, from: number, to: number): void {
    this.merges.push({ startRow: row - 1, endRow: row - 1, startCol: from, endCol: to });
  }

  empty(): void {
    this.rows.push([]);
  }

  build(given: Pick<WriteSheet, "name" | "columns" | "headerFooter" | "freezePane"> & { titles?: string }): WriteSheet {
    const { titles, ...sheet } = given;
    return {
      ...sheet,
      ...{ rows: this.rows, cells: this.cells, merges: this.merges, rowDefs: this.heights },
      pageSetup: {
        ...{ paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
        ...{
          horizontalCentered: true,
          margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
        },
        ...(titles === undefined ? {} : { printTitlesRow: titles }),
      },
    };
  }
}

const typeOf = (value: Value): { type: "number" | "string" | "empty" } =>
  value === null ? { type: "empty" } : { type: typeof value === "number" ? "number" : "string" };
