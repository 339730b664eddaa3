import { strFromU8, unzipSync } from "fflate";

/** The parts of a workbook by their path, each of them checked to be XML that a strict reader takes. */
export function partsOf(workbook: Uint8Array): Map<string, string> {
  const parts = Object.entries(unzipSync(workbook)).map(([path, bytes]) => [path, strFromU8(bytes)] as const);
  for (const [path, text] of parts) if (/\.(xml|rels|vml)$/.test(path)) assertWellFormed(text, path);
  return new Map(parts);
}

const token = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/uy;

/** Throws unless tags close in order, no attribute stands twice, and nothing is said that XML cannot say. */
export function assertWellFormed(xml: string, path = ""): void {
  const text = xml.replace(/^<\?xml [^>]*\?>\s*/, "");
  const open: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const place = token.lastIndex;
    const found = token.exec(text);
    const fault = found === null ? "no tag" : faultOf(found, open);
    if (fault !== undefined) throw new Error(`${path}: ${fault} at ${place}: ${text.slice(place, place + 80)}`);
  }
  if (open.length > 0) throw new Error(`${path}: ${open.join(" ")} never closed`);
}

function faultOf([whole, closing, name = "", attributes = "", empty, said]: RegExpExecArray, open: string[]) {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(whole)) return "a bare &";
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(whole)) return "a sign that XML has not";
  if (said !== undefined) return open.length === 0 && said.trim() !== "" ? "text outside" : undefined;
  if (closing === "/") return open.pop() === name ? undefined : `</${name}> closes nothing`;
  const names = [...attributes.matchAll(/([\w:.-]+)=/g)].map((match) => match[1]);
  if (new Set(names).size < names.length) return "an attribute twice";
  if (empty === "") open.push(name);
  return undefined;
}
