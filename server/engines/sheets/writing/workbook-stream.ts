import { type CellHelp, helpsXml } from "./cell-help.ts";
import { type CellComment, commentShapes, commentsXml } from "./comment-parts.ts";
import { type Look, looks, stylesXml } from "./looks.ts";
import { cellName, escapeXml, isWritten, rowXml, type WrittenRow } from "./sheet-xml.ts";
import { type ZipEntry, zipStream } from "./zip-stream.ts";

/** A sheet that is written row after row. */
export interface StreamedSheet {
  name: string;
  /** From the first one on. */
  columns?: readonly StreamedColumn[];
  /** Rows that stay above when one scrolls. */
  frozen?: number;
  /** E.g. "A1:P1". */
  merges?: readonly string[];
  /** Help for whoever fills in cells. */
  helps?: readonly CellHelp[];
  /** Cells with arrows to filter by; its end is asked for when the rows are written. */
  filter?: (lastRow: number) => string;
  /** One line above and below each printed page. */
  header?: string;
  footer?: string;
  /** Kept out of sight. */
  hidden?: boolean;
  /** An empty row keeps its number free. */
  rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>;
}

export interface StreamedColumn {
  /** In characters. */
  width: number;
  /** Of its cells that nobody has written yet. */
  look?: Look;
}

/** What Excel has room for. */
export const rowsOfASheet = 1_048_576;

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * A workbook as its bytes come about: memory does not grow with the rows, only with their comments. A sheet is asked for when the one
 * before it is written.
 */
export const streamWorkbook = (
  sheets: Iterable<StreamedSheet> | AsyncIterable<StreamedSheet>,
  options: WorkbookOptions = {},
): AsyncGenerator<Uint8Array> => zipStream(parts(sheets, options));

export interface WorkbookOptions {
  /** Of the comments. */
  author?: string;
  /** What cells of the traced looks carry (`trace.rules.ts`). */
  mark?: number | undefined;
}

async function* parts(
  sheets: Iterable<StreamedSheet> | AsyncIterable<StreamedSheet>,
  { author = "工汇", mark }: WorkbookOptions,
): AsyncGenerator<ZipEntry> {
  const written: WrittenSheet[] = [];
  for await (const sheet of sheets) {
    const { name, hidden = false } = sheet;
    const commented = yield* sheetParts(sheet, written.length + 1, author);
    written.push({ name, hidden, commented });
  }
  const own = written.map((_, index) => ({
    ...{ id: index + 1, type: "worksheet", target: `worksheets/sheet${index + 1}.xml` },
  }));
  const styles = { id: written.length + 1, type: "styles", target: "styles.xml" };
  yield { path: "xl/styles.xml", text: [stylesXml(mark)] };
  yield { path: "xl/workbook.xml", text: [workbookXml(written)] };
  yield { path: "xl/_rels/workbook.xml.rels", text: [relationships([...own, styles])] };
  yield { path: "_rels/.rels", text: [relationships([{ id: 1, type: "officeDocument", target: "xl/workbook.xml" }])] };
  yield { path: "[Content_Types].xml", text: [contentTypes(written)] };
}

interface WrittenSheet {
  name: string;
  hidden: boolean;
  commented: boolean;
}

/** Answers whether the sheet has comments. */
async function* sheetParts(sheet: StreamedSheet, number: number, author: string): AsyncGenerator<ZipEntry, boolean> {
  const comments: CellComment[] = [];
  yield { path: `xl/worksheets/sheet${number}.xml`, text: sheetXml(sheet, comments) };
  if (comments.length === 0) return false;
  const related = [
    { id: 1, type: "comments", target: `../comments${number}.xml` },
    { id: 2, type: "vmlDrawing", target: `../drawings/vmlDrawing${number}.vml` },
  ];
  yield { path: `xl/worksheets/_rels/sheet${number}.xml.rels`, text: [relationships(related)] };
  yield { path: `xl/comments${number}.xml`, text: commentsXml(comments, author) };
  yield { path: `xl/drawings/vmlDrawing${number}.vml`, text: commentShapes(comments) };
  return true;
}

async function* sheetXml(sheet: StreamedSheet, comments: CellComment[]): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}">${viewXml(sheet.frozen ?? 0)}`;
  yield `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(sheet.columns ?? [])}<sheetData>`;
  let number = 0;
  for await (const row of sheet.rows) {
    number++;
    if (number > rowsOfASheet) throw new RangeError(`a sheet has room for ${rowsOfASheet} rows`);
    for (const [column, cell] of row.entries()) {
      if (!isWritten(cell) || cell.comment === undefined) continue;
      comments.push({ cell: cellName(number, column), row: number, column, text: cell.comment });
    }
    if (row.length > 0) yield rowXml(number, row);
  }
  yield "</sheetData>";
  if (sheet.filter !== undefined) yield `<autoFilter ref="${sheet.filter(number)}"/>`;
  yield mergesXml(sheet.merges ?? []);
  yield helpsXml(sheet.helps ?? []);
  yield pageXml(sheet);
  if (comments.length > 0) yield `<legacyDrawing r:id="rId2"/>`;
  yield "</worksheet>";
}

function viewXml(frozen: number): string {
  const pane =
    frozen === 0
      ? ""
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
}

function columnsXml(columns: readonly StreamedColumn[]): string {
  if (columns.length === 0) return "";
  const one = ({ width, look }: StreamedColumn, index: number) => {
    const style = look === undefined ? "" : ` style="${looks.indexOf(look)}"`;
    return `<col min="${index + 1}" max="${index + 1}" width="${width}"${style} customWidth="1"/>`;
  };
  return `<cols>${columns.map(one).join("")}</cols>`;
}

const mergesXml = (merges: readonly string[]) =>
  merges.length === 0
    ? ""
    : `<mergeCells count="${merges.length}">${merges.map((cells) => `<mergeCell ref="${cells}"/>`).join("")}</mergeCells>`;

/** In headers and footers of pages & begins a code. */
const pageText = (text: string) => escapeXml(text.replaceAll("&", "&&"));

function pageXml({ header, footer }: StreamedSheet): string {
  if (header === undefined && footer === undefined) return "";
  const above = header === undefined ? "" : `<oddHeader>&amp;L${pageText(header)}</oddHeader>`;
  const below = footer === undefined ? "" : `<oddFooter>&amp;L${pageText(footer)}&amp;R&amp;P / &amp;N</oddFooter>`;
  return `<headerFooter>${above}${below}</headerFooter>`;
}

function contentTypes(sheets: readonly WrittenSheet[]): string {
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${spreadsheet}.${type}"/>`;
  const ofSheet = ({ commented }: WrittenSheet, index: number) => [
    override(`/xl/worksheets/sheet${index + 1}.xml`, "worksheet+xml"),
    ...(commented ? [override(`/xl/comments${index + 1}.xml`, "comments+xml")] : []),
  ];
  return [
    `${declaration}<Types xmlns="${packaged}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    `<Default Extension="xml" ContentType="application/xml"/>`,
    `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`,
    override("/xl/workbook.xml", "sheet.main+xml"),
    override("/xl/styles.xml", "styles+xml"),
    ...sheets.flatMap(ofSheet),
    "</Types>",
  ].join("");
}

const relationships = (all: readonly { id: number; type: string; target: string }[]) =>
  [
    `${declaration}<Relationships xmlns="${packaged}/relationships">`,
    ...all.map(({ id, type, target }) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`),
    "</Relationships>",
  ].join("");

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const named = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeXml(sheetName(name))}" sheetId="${index + 1}"${hidden ? ` state="hidden"` : ""} r:id="rId${index + 1}"/>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named.join("")}</sheets></workbook>`;
}

/** A name that Excel takes for a sheet. */
export const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:]|^'|'$/g, " ")
    .trim()
    .slice(0, 31) || "Sheet";
