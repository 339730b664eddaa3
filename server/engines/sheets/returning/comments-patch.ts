import { cellName, escapeXml, textElement } from "../writing/sheet-xml.ts";
import type { PackageParts } from "./package-parts.ts";
import { commentAuthor } from "./return-texts.ts";
import { columnOf } from "./sheet-patch.ts";
import { attributeOf, elementsOf, insideOf, Unfamiliar, unescapeXml } from "./xml-text.ts";

export interface NewComment {
  /** From 1. */
  row: number;
  /** From 0. */
  column: number;
  text: string;
}

interface Place {
  row: number;
  column: number;
}

const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const drawing = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const comments = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const emptyComments = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="${spreadsheet}"><authors></authors><commentList></commentList></comments>`;
const emptyDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`;
const shapeType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

/** The comments of one sheet: those of others stay, ours of an earlier round go, and new ones come. */
export class CommentsPatch {
  private readonly parts: PackageParts;
  private readonly sheet: string;
  private readonly path: string | undefined;
  private readonly drawingPath: string | undefined;
  private readonly text: string;

  constructor(parts: PackageParts, sheet: string, drawingId: string | undefined) {
    this.parts = parts;
    this.sheet = sheet;
    const relations = parts.relations(sheet);
    this.path = relations.find(({ type }) => type === "comments")?.target;
    this.drawingPath = relations.find(({ id }) => id === drawingId)?.target;
    this.text =
      this.path === undefined ? emptyComments : opened(opened(parts.text(this.path), "authors"), "commentList");
    if (!/<comments[\s>]/.test(this.text)) throw new Unfamiliar("comments");
  }

  private authors(): string[] {
    const place = insideOf(this.text, "authors");
    if (place === undefined) throw new Unfamiliar("authors");
    return elementsOf(this.text.slice(place.from, place.to), "author").map((one) =>
      unescapeXml(one.replace(/<[^>]*>/g, "")),
    );
  }

  private listed(): string[] {
    const place = insideOf(this.text, "commentList");
    return place === undefined ? [] : elementsOf(this.text.slice(place.from, place.to), "comment");
  }

  private isOurs(comment: string): boolean {
    return this.authors()[Number(attributeOf(comment, "authorId"))] === commentAuthor;
  }

  /** Where we commented in an earlier round. */
  earlier(): Place[] {
    return this.listed()
      .filter((one) => this.isOurs(one))
      .map(placeOf);
  }

  /**
   * Writes the new comments and answers the id of the drawing if the sheet does not name one yet. A cell has room for one comment: where
   * somebody else has commented, theirs stays.
   */
  write(wanted: readonly NewComment[]): string | undefined {
    const gone = this.earlier();
    const theirs = this.listed().filter((one) => !this.isOurs(one));
    const taken = new Set(theirs.map((one) => attributeOf(one, "ref")));
    const added = wanted.filter(({ row, column }) => !taken.has(cellName(row, column)));
    if (gone.length + added.length === 0) return undefined;
    this.writeComments(theirs, added);
    return this.writeShapes(gone, added);
  }

  private writeComments(theirs: readonly string[], added: readonly NewComment[]): void {
    const authors = this.authors();
    const known = authors.indexOf(commentAuthor);
    const author = known === -1 ? authors.length : known;
    const ours = added.map(({ row, column, text }) => ({
      row,
      column,
      xml: `<comment ref="${cellName(row, column)}" authorId="${author}"><text><r>${textElement(text)}</r></text></comment>`,
    }));
    const all = [...theirs.map((xml) => ({ ...placeOf(xml), xml })), ...ours].sort(
      (a, b) => a.row - b.row || a.column - b.column,
    );
    let text = replaced(this.text, "commentList", () => all.map(({ xml }) => xml).join(""));
    if (known === -1)
      text = replaced(text, "authors", (names) => `${names}<author>${escapeXml(commentAuthor)}</author>`);
    const path = this.path ?? this.parts.free("xl/comments", ".xml");
    this.parts.set(path, text);
    if (this.path !== undefined) return;
    this.parts.declare(path, comments);
    this.parts.relate(this.sheet, "comments", path);
  }

  private writeShapes(gone: readonly Place[], added: readonly NewComment[]): string | undefined {
    const text = this.drawingPath === undefined ? emptyDrawing : this.parts.text(this.drawingPath);
    if (!/<\/xml>\s*$/.test(text)) throw new Unfamiliar("drawing");
    const names = new Set(gone.map(({ row, column }) => cellName(row, column)));
    const kept = text.replace(/<v:shape\b[\s\S]*?<\/v:shape>/g, (shape) =>
      names.has(cellOfShape(shape)) ? "" : shape,
    );
    const numbers = Array.from(kept.matchAll(/_x0000_s(\d+)/g), (match) => Number(match[1]));
    const first = Math.max(1024, ...numbers) + 1;
    const shapes = added.map((comment, index) => shapeOf(comment, first + index)).join("");
    const type = kept.includes(`id="_x0000_t202"`) ? "" : shapeType;
    const path = this.drawingPath ?? this.parts.free("xl/drawings/vmlDrawing", ".vml");
    this.parts.set(
      path,
      kept.replace(/<\/xml>\s*$/, () => `${type}${shapes}</xml>`),
    );
    if (this.drawingPath !== undefined) return undefined;
    this.parts.declareEnding("vml", drawing);
    return this.parts.relate(this.sheet, "vmlDrawing", path);
  }
}

/** An empty list with room for something. */
const opened = (xml: string, name: string): string => xml.replace(new RegExp(`<${name}\\s*/>`), `<${name}></${name}>`);

function replaced(xml: string, name: string, content: (known: string) => string): string {
  const place = insideOf(xml, name);
  if (place === undefined) throw new Unfamiliar(name);
  return xml.slice(0, place.from) + content(xml.slice(place.from, place.to)) + xml.slice(place.to);
}

function placeOf(comment: string): Place {
  const name = attributeOf(comment, "ref") ?? "";
  return { row: Number(name.replace(/\D/g, "")), column: columnOf(name) };
}

function cellOfShape(shape: string): string {
  const [row, column] = ["Row", "Column"].map((name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1]);
  return row === undefined || column === undefined ? "" : cellName(Number(row) + 1, Number(column));
}

function shapeOf({ row, column }: NewComment, number: number): string {
  const anchor = [column + 1, 12, Math.max(0, row - 2), 4, column + 4, 12, row + 3, 4].join(", ");
  return [
    `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
    `<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>`,
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>`,
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  ].join("");
}
