import { cellName, textElement } from "../writing/sheet-xml.ts";
import { attributeOf, insideOf, Unfamiliar, withAttribute } from "./xml-text.ts";

/** What becomes of a cell: another format, made from the one that it has, and another text if one is given. */
export interface CellEdit {
  format(base: number): number;
  text?: string | null;
}

/** Edits of a row by column, from 0. */
export type RowEdits = ReadonlyMap<number, CellEdit>;

const rowPattern = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
const cellPattern = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;

interface CellText {
  column: number;
  xml: string;
}

/** The column of "AB12", from 0. */
export const columnOf = (name: string): number =>
  [...name.replace(/[^A-Z]/gi, "").toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function cellsOf(content: string): CellText[] {
  let column = -1;
  return Array.from(content.matchAll(cellPattern), ([xml, attributes = ""]) => {
    const name = attributeOf(attributes, "r");
    column = name === undefined ? column + 1 : columnOf(name);
    return { column, xml };
  });
}

/** The rows of a sheet one after another, with their numbers from 1. */
function* rowsOf(
  data: string,
): Generator<{ number: number; at: number; xml: string; attributes: string; content: string }> {
  let number = 0;
  for (const found of data.matchAll(rowPattern)) {
    const [xml, attributes = "", content = ""] = found;
    const said = attributeOf(attributes, "r");
    number = said === undefined ? number + 1 : Number(said);
    yield { number, at: found.index, xml, attributes, content };
  }
}

/** A worksheet whose cells are changed here and there. */
export class SheetPatch {
  private readonly before: string;
  private readonly data: string;
  private readonly behind: string;

  constructor(xml: string) {
    const place = insideOf(xml, "sheetData");
    if (place === undefined || !/<worksheet[\s>]/.test(xml)) throw new Unfamiliar("no rows");
    this.before = xml.slice(0, place.from);
    this.data = xml.slice(place.from, place.to);
    this.behind = xml.slice(place.to);
  }

  /** The last column in which one of these rows says something, from 0; -1 if none does. */
  lastColumn(rows: ReadonlySet<number>): number {
    let last = -1;
    for (const { number, content } of rowsOf(this.data)) {
      if (!rows.has(number)) continue;
      for (const { column, xml } of cellsOf(content))
        if (column > last && /<(?:v|t)>[^<]|<t\s[^>]*>[^<]/.test(xml)) last = column;
    }
    return last;
  }

  /** The format of a cell; of the row or column where the cell was never written. */
  formatAt(row: number, column: number): number {
    for (const { number, attributes, content } of rowsOf(this.data)) {
      if (number === row)
        return this.formatOf(
          attributes,
          cellsOf(content).find((cell) => cell.column === column),
          column,
        );
    }
    return this.columnFormat(column);
  }

  private formatOf(rowAttributes: string, cell: CellText | undefined, column: number): number {
    if (cell !== undefined) return Number(attributeOf(/^<c\b[^>]*/.exec(cell.xml)?.[0] ?? "", "s") ?? 0);
    const ofRow = /^(?:1|true)$/.test(attributeOf(rowAttributes, "customFormat") ?? "")
      ? attributeOf(rowAttributes, "s")
      : undefined;
    return ofRow === undefined ? this.columnFormat(column) : Number(ofRow);
  }

  private columnFormat(column: number): number {
    for (const [tag] of this.before.matchAll(/<col\s[^>]*>/g)) {
      const [min, max] = [Number(attributeOf(tag, "min")), Number(attributeOf(tag, "max"))];
      if (min <= column + 1 && column + 1 <= max) return Number(attributeOf(tag, "style") ?? 0);
    }
    return 0;
  }

  /** The sheet with its edits. `editsOf` is asked for every row; undefined leaves a row as it is. */
  edited(
    editsOf: (row: number) => RowEdits | undefined,
    { widen, drawing }: { widen?: { column: number; width: number }; drawing?: string },
  ): string {
    const pieces: string[] = [];
    let done = 0;
    for (const { number, at, xml, attributes, content } of rowsOf(this.data)) {
      const edits = editsOf(number);
      if (edits === undefined || edits.size === 0) continue;
      const cells = this.editedCells({ number, attributes, content }, edits);
      // Where cells begin and end in a row is only a hint, and may no longer be right.
      const opening = withAttribute(`<row${attributes}`, "spans", undefined);
      pieces.push(this.data.slice(done, at), `${opening}>${cells}</row>`);
      done = at + xml.length;
    }
    pieces.push(this.data.slice(done));
    const sized = this.before.replace(/<dimension\b[^>]*\/>/, "");
    const before = widen === undefined ? sized : widened(sized, widen);
    return before + pieces.join("") + (drawing === undefined ? this.behind : withDrawing(this.behind, drawing));
  }

  private editedCells(row: { number: number; attributes: string; content: string }, edits: RowEdits): string {
    const cells = new Map(cellsOf(row.content).map((cell) => [cell.column, cell]));
    for (const [column, edit] of edits) {
      const cell = cells.get(column);
      if (cell === undefined && edit.text === null) continue;
      const format = edit.format(this.formatOf(row.attributes, cell, column));
      cells.set(column, { column, xml: editedCell(cellName(row.number, column), cell, { ...edit, format }) });
    }
    return [...cells.values()]
      .sort((a, b) => a.column - b.column)
      .map(({ xml }) => xml)
      .join("");
  }

  /** The id of the drawing in which comments are shown. */
  get drawing(): string | undefined {
    const tag = /<legacyDrawing\s[^>]*>/.exec(this.behind)?.[0];
    return tag === undefined ? undefined : attributeOf(tag, "\\w+:id");
  }
}

function editedCell(name: string, cell: CellText | undefined, edit: { format: number; text?: string | null }): string {
  if (edit.text !== undefined || cell === undefined) {
    const text = edit.text ?? null;
    if (text === null) return `<c r="${name}" s="${edit.format}"/>`;
    return `<c r="${name}" s="${edit.format}" t="inlineStr"><is>${textElement(text)}</is></c>`;
  }
  return cell.xml.replace(/^<c\b[^>]*/, (opening) => {
    const ending = opening.endsWith("/") ? "/" : "";
    return withAttribute(opening.slice(0, opening.length - ending.length), "s", edit.format) + ending;
  });
}

/** The widths of columns with another one for a single column, which may lie in the middle of many that were alike. */
function widened(before: string, { column, width }: { column: number; width: number }): string {
  const at = column + 1;
  const own = `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`;
  const place = insideOf(before, "cols");
  if (place === undefined) return before.replace(/<sheetData\b/, `<cols>${own}</cols><sheetData`);
  const columns = Array.from(before.slice(place.from, place.to).matchAll(/<col\s[^>]*\/>/g), ([tag]) => tag).flatMap(
    (tag) => {
      const [min, max] = [Number(attributeOf(tag, "min")), Number(attributeOf(tag, "max"))];
      const part = (from: number, to: number) =>
        from > to ? [] : [{ from, tag: withAttribute(withAttribute(tag, "min", from), "max", to) }];
      return max < at || at < min ? [{ from: min, tag }] : [...part(min, at - 1), ...part(at + 1, max)];
    },
  );
  const all = [...columns, { from: at, tag: own }].sort((a, b) => a.from - b.from).map(({ tag }) => tag);
  return before.slice(0, place.from) + all.join("") + before.slice(place.to);
}

const behindDrawing =
  /^(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst|mc:AlternateContent|\/worksheet)$/;

/** Puts the drawing of comments where the order of elements wants it. */
function withDrawing(behind: string, id: string): string {
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const tag = `<legacyDrawing xmlns:r="${office}" r:id="${id}"/>`;
  let depth = 0;
  for (const found of behind.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    const [, closing, name = "", empty] = found;
    if (name === "sheetData") continue;
    if (depth === 0 && behindDrawing.test(`${closing}${name}`))
      return behind.slice(0, found.index) + tag + behind.slice(found.index);
    if (empty === "") depth += closing === "/" ? -1 : 1;
  }
  throw new Unfamiliar("no end");
}
