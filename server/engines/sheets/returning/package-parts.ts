import { posix } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { escapeXml } from "../writing/sheet-xml.ts";
import { attributeOf, elementsOf, Unfamiliar, unescapeXml } from "./xml-text.ts";

export interface Relation {
  id: string;
  /** The last word of its address. */
  type: string;
  /** Path of the part. */
  target: string;
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";

/** The parts of a workbook. What is not asked for stays as it was packed. */
export class PackageParts {
  private readonly parts: Record<string, Uint8Array>;

  constructor(file: Uint8Array) {
    this.parts = unzipSync(file, { filter: ({ name }) => !name.endsWith("/") });
  }

  has(path: string): boolean {
    return path in this.parts;
  }

  text(path: string): string {
    const bytes = this.parts[path];
    if (bytes === undefined) throw new Unfamiliar(`no ${path}`);
    const text = strFromU8(bytes).replace(/^\ufeff/, "");
    // Comments could hold anything; Strict workbooks have other namespaces throughout.
    if (text.includes("<!--") || text.includes("purl.oclc.org/ooxml")) throw new Unfamiliar(path);
    return text;
  }

  set(path: string, text: string): void {
    this.parts[path] = strToU8(text);
  }

  /** E.g. `xl/comments7.xml`, which no part is called yet. */
  free(before: string, behind: string): string {
    for (let number = 1; ; number++) {
      const path = `${before}${number}${behind}`;
      if (!this.has(path)) return path;
    }
  }

  relations(path: string): Relation[] {
    const listed = relationsOf(path);
    if (!this.has(listed)) return [];
    return elementsOf(this.text(listed), "Relationship")
      .filter((one) => attributeOf(one, "TargetMode") !== "External")
      .map((one) => ({
        id: attributeOf(one, "Id") ?? "",
        type: (attributeOf(one, "Type") ?? "").split("/").at(-1) ?? "",
        target: resolved(path, unescapeXml(attributeOf(one, "Target") ?? "")),
      }));
  }

  /** Relates a part to another and answers the relation's id. */
  relate(path: string, type: string, target: string): string {
    const listed = relationsOf(path);
    const empty = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${packaged}/relationships"></Relationships>`;
    const text = this.has(listed) ? this.text(listed) : empty;
    const known = new Set(elementsOf(text, "Relationship").map((one) => attributeOf(one, "Id")));
    let number = known.size + 1;
    while (known.has(`rId${number}`)) number++;
    const one = `<Relationship Id="rId${number}" Type="${office}/${type}" Target="/${escapeXml(target)}"/>`;
    const opened = text.replace(/<Relationships([^>]*)\/>/, "<Relationships$1></Relationships>");
    this.set(
      listed,
      opened.replace("</Relationships>", () => `${one}</Relationships>`),
    );
    return `rId${number}`;
  }

  /** Says what kind of part one is. */
  declare(path: string, contentType: string): void {
    const types = "[Content_Types].xml";
    const one = `<Override PartName="/${path}" ContentType="${contentType}"/>`;
    this.set(
      types,
      this.text(types).replace("</Types>", () => `${one}</Types>`),
    );
  }

  declareEnding(ending: string, contentType: string): void {
    const types = "[Content_Types].xml";
    const text = this.text(types);
    if (new RegExp(`<Default[^>]*\\sExtension="${ending}"`, "i").test(text)) return;
    this.set(types, text.replace(/(<Types[^>]*>)/, `$1<Default Extension="${ending}" ContentType="${contentType}"/>`));
  }

  zip(): Uint8Array {
    return zipSync(this.parts, { level: 6 });
  }
}

const relationsOf = (path: string) => `${posix.dirname(path)}/_rels/${posix.basename(path)}.rels`.replace(/^\.\//, "");

const resolved = (from: string, target: string): string =>
  target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(from), target);
