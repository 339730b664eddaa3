import { normalisePhone } from "#kernel/phone";

/** What somebody typed into the search for people. */
export type PeopleSearch =
  | { by: "phone"; phone: string }
  | { by: "resident_id"; number: string }
  | { by: "name"; text: string }
  | { by: "letters"; text: string };

/** Eleven digits are a phone, eighteen an identity number; Chinese is part of a name; letters and other digits are pinyin, initials or a member number. */
export function readSearch(typed: string): PeopleSearch | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const phone = normalisePhone(text);
  if (phone !== undefined) return { by: "phone", phone };
  const number = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (/^\d{17}[\dX]$/.test(number)) return { by: "resident_id", number };
  const letters = text.toLowerCase().replace(/[\s'’-]/g, "");
  if (/^[a-z0-9]+$/.test(letters)) return { by: "letters", text: letters };
  return { by: "name", text };
}

/**
 * Which spelled-out names ("zhang san feng") the typed letters mean, as a regular expression: the whole pinyin, its beginning,
 * first letters, or both mixed (zhangsf, zsfeng). Each next letter goes on in its syllable or begins the next one.
 */
export const lettersPattern = (letters: string): string => `^${[...letters].join("([a-z0-9]* )?")}`;

/** The cursor of a list ordered by pinyin, then id. */
export const writeCursor = (row: { pinyin: string; id: string }): string =>
  Buffer.from(JSON.stringify([row.pinyin, row.id])).toString("base64url");

/** Undefined for text that is no cursor of ours. */
export function readCursor(text: string): { pinyin: string; id: string } | undefined {
  try {
    const [pinyin, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as unknown[];
    const isId = typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    return typeof pinyin === "string" && isId ? { pinyin, id } : undefined;
  } catch {
    return undefined;
  }
}
