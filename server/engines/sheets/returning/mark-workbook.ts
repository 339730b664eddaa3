import { CellFormats } from "./cell-formats.ts";
import { CommentsPatch, type NewComment } from "./comments-patch.ts";
import { listSheetXml } from "./list-sheet.ts";
import { commentedRows, type MarkTask, type RowMark } from "./marks.rules.ts";
import { PackageParts } from "./package-parts.ts";
import { type CellEdit, SheetPatch } from "./sheet-patch.ts";
import { attributeOf, elementsOf, Unfamiliar, unescapeXml } from "./xml-text.ts";

const problemWidth = 60;

/**
 * The sender's workbook with its refused cells coloured and commented, a column that says all that is wrong with a row, and a sheet that
 * lists it. Whatever an earlier round has marked is taken off before; all else stays as it is, byte for byte. Throws `Unfamiliar` for a
 * workbook that cannot be changed in this way.
 */
export function markWorkbook(file: Uint8Array, task: MarkTask): Uint8Array {
  const parts = new PackageParts(file);
  const book = parts.relations("").find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const styles = parts.relations(book).find(({ type }) => type === "styles")?.target ?? "xl/styles.xml";
  const path = sheetPath(parts, book, task.sheet);
  if (path === undefined) throw new Unfamiliar("no such sheet");
  const formats = new CellFormats(parts.text(styles));
  const patch = new SheetPatch(parts.text(path));
  const comments = new CommentsPatch(parts, path, patch.drawing);
  const column = problemColumn(patch, task);
  const edits = editsOf({ patch, formats, comments, column }, task);
  const drawing = comments.write(commentsOf(task.marks));
  const widen = task.problemColumn === undefined ? { widen: { column, width: problemWidth } } : {};
  const cleared = new Map([[column, { format: (base: number) => base, text: null }]]);
  const rest = (row: number) => (task.problemColumn !== undefined && row > task.headerRow ? cleared : undefined);
  parts.set(
    path,
    patch.edited((row) => edits.get(row) ?? rest(row), { ...widen, ...(drawing === undefined ? {} : { drawing }) }),
  );
  addListSheet(parts, book, listSheetXml(task, formats), task.texts.list);
  parts.set(styles, formats.toString());
  return parts.zip();
}

const sheetsOf = (parts: PackageParts, book: string) => elementsOf(parts.text(book), "sheet");
const nameOf = (sheet: string) => unescapeXml(attributeOf(sheet, "name") ?? "");

function sheetPath(parts: PackageParts, book: string, name: string): string | undefined {
  const sheet = sheetsOf(parts, book).find((one) => nameOf(one) === name);
  const id = sheet === undefined ? undefined : attributeOf(sheet, "\\w+:id");
  return parts.relations(book).find((one) => one.id === id)?.target;
}

/** Behind everything that the headings and the refused rows say; where an earlier round has written, if there was one. */
function problemColumn(patch: SheetPatch, { headerRow, problemColumn: known, width, marks }: MarkTask): number {
  return known ?? Math.max(width, patch.lastColumn(new Set([headerRow, ...marks.map(({ row }) => row)])) + 1);
}

interface Marking {
  patch: SheetPatch;
  formats: CellFormats;
  comments: CommentsPatch;
  column: number;
}

function editsOf({ patch, formats, comments, column }: Marking, { headerRow, marks, texts }: MarkTask) {
  const edits = new Map<number, Map<number, CellEdit>>();
  const rowOf = (row: number) => {
    const known = edits.get(row) ?? new Map<number, CellEdit>([[column, { format: (base) => base, text: null }]]);
    edits.set(row, known);
    return known;
  };
  for (const { row, column: at } of comments.earlier()) rowOf(row).set(at, { format: (base) => formats.right(base) });
  for (const { row, cells, problem } of marks) {
    const ofRow = rowOf(row);
    for (const { at, asText } of cells) ofRow.set(at, { format: (base) => formats.wrong(base, asText) });
    ofRow.set(column, { format: () => formats.problem(), text: problem });
  }
  // The heading looks like the one beside it.
  const beside = patch.formatAt(headerRow, Math.max(0, column - 1));
  rowOf(headerRow).set(column, { format: () => beside, text: texts.problem });
  return edits;
}

const commentsOf = (marks: readonly RowMark[]): NewComment[] =>
  marks.slice(0, commentedRows).flatMap(({ row, cells }) => cells.map(({ at, text }) => ({ row, column: at, text })));

const worksheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The list at the end of the workbook, in the place of that of an earlier round. */
function addListSheet(parts: PackageParts, book: string, xml: string, name: string): void {
  const known = sheetPath(parts, book, name);
  const path = known ?? parts.free("xl/worksheets/sheet", ".xml");
  parts.set(path, xml);
  if (known !== undefined) return;
  parts.declare(path, worksheet);
  const id = parts.relate(book, "worksheet", path);
  const number = Math.max(0, ...sheetsOf(parts, book).map((one) => Number(attributeOf(one, "sheetId")))) + 1;
  const sheet = `<sheet xmlns:r="${office}" name="${name}" sheetId="${number}" r:id="${id}"/>`;
  const text = parts.text(book);
  if (!text.includes("</sheets>")) throw new Unfamiliar("no sheets");
  parts.set(
    book,
    text.replace("</sheets>", () => `${sheet}</sheets>`),
  );
}
