/** Small changes in the XML of a workbook whose rest stays as it is, byte for byte. */

/** A workbook that is written in a way which these changes do not know; nothing is lost, it goes back in another form. */
export class Unfamiliar extends Error {}

const pattern = (name: string) => new RegExp(`(\\s${name}\\s*=\\s*)(?:"([^"]*)"|'([^']*)')`);

/** An attribute of a tag, as it stands in the file. */
export function attributeOf(tag: string, name: string): string | undefined {
  const found = pattern(name).exec(tag);
  return found?.[2] ?? found?.[3];
}

/** A tag (or the beginning of an element) with an attribute set, or taken away. */
export function withAttribute(tag: string, name: string, value: string | number | undefined): string {
  const without = tag.replace(pattern(name), "");
  return value === undefined ? without : without.replace(/^<[\w:]+/, (opening) => `${opening} ${name}="${value}"`);
}

/** The first element of a name that is not empty: where its content begins and ends. */
export function insideOf(xml: string, name: string): { from: number; to: number } | undefined {
  const opening = new RegExp(`<${name}(?:\\s[^>]*)?>`).exec(xml);
  if (opening === null || opening[0].endsWith("/>")) return undefined;
  const from = opening.index + opening[0].length;
  const to = xml.indexOf(`</${name}>`, from);
  return to === -1 ? undefined : { from, to };
}

/** A list with its number of entries in `count`, and one more entry. */
export function appended(xml: string, list: string, entry: string): string {
  const place = insideOf(xml, list);
  if (place === undefined) throw new Unfamiliar(`no ${list}`);
  const grown = xml.slice(0, place.to) + entry + xml.slice(place.to);
  return grown.replace(new RegExp(`<${list}(?:\\s[^>]*)?>`), (tag) => {
    const count = attributeOf(tag, "count");
    return count === undefined ? tag : withAttribute(tag, "count", Number(count) + 1);
  });
}

/** Elements of a name in a list, whole. */
export const elementsOf = (xml: string, name: string): string[] =>
  Array.from(xml.matchAll(new RegExp(`<${name}\\b[^>]*?(?:/>|>[\\s\\S]*?</${name}>)`, "g")), (match) => match[0]);

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What a text of the file says. */
export const unescapeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_all, hex, decimal, name) =>
    name === undefined ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)) : (entities[name] ?? ""),
  );
