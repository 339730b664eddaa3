import { normalisePhone } from "#kernel/phone";

/** What somebody typed into the search for people. */
export type PeopleSearch =
  | { by: "phone"; phone: string }
  | { by: "resident_id"; number: string }
  | { by: "name"; text: string }
  /** `document`: as it may stand on a passport or a permit. */
  | { by: "letters"; text: string; document?: string };

/**
 * Eleven digits are a phone, eighteen an identity number; Chinese is part of a name; letters are pinyin or initials, other digits a member
 * number, and either with four digits in a row perhaps the number of a passport or a permit.
 */
export function readSearch(typed: string): PeopleSearch | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const phone = normalisePhone(text);
  if (phone !== undefined) return { by: "phone", phone };
  const number = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (/^\d{17}[\dX]$/.test(number)) return { by: "resident_id", number };
  const letters = text.toLowerCase().replace(/[\s'’-]/g, "");
  const isDocument = /^[A-Z0-9()-]{6,20}$/.test(number) && /\d{4}/.test(number);
  if (/^[a-z0-9()]+$/.test(letters) && isDocument) return { by: "letters", text: letters, document: number };
  if (/^[a-z0-9]+$/.test(letters)) return { by: "letters", text: letters };
  return { by: "name", text };
}
