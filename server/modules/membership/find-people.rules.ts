/**
 * How what somebody typed is looked up among millions: by one index after another, each of which holds its matches in an order, so that
 * a page costs a page. Who is found by one is left out by those behind it.
 */
export type Lookup =
  | { by: "order" }
  | { by: "name" | "name_second" | "name_third" | "spelled" | "initials"; begins: string }
  | ({ by: "mixed" } & Reading)
  | { by: "member_number"; number: string };

/** Typed letters as syllables and first letters of syllables: which initials such a name begins with, and how it is spelled. */
export interface Reading {
  initials: string;
  /** A regular expression on the spelled name ("zhang san feng"). */
  pattern: string;
}

/** Chinese is the beginning of the name, or of what follows its first sign, its second, or its dot (买买提·吐尔逊). */
export const lookupsOfName = (text: string): Lookup[] =>
  (["name", "name_second", "name_third"] as const).map((by) => ({ by, begins: text }));

/** Digits are a member number, with or without its zeros; letters the spelled name, its initials, or both mixed (zhangsf, zsfeng). */
export function lookupsOfLetters(letters: string): Lookup[] {
  if (/^\d+$/.test(letters)) return [{ by: "member_number", number: letters }];
  return [
    { by: "spelled", begins: letters },
    { by: "initials", begins: letters },
    ...mixedReadings(letters).map((reading) => ({ by: "mixed" as const, ...reading })),
    ...(/\d/.test(letters) ? [{ by: "member_number" as const, number: letters.toUpperCase() }] : []),
  ];
}

const consonant = /^(zh|ch|sh|[b-df-hj-np-tw-z])$/;
const syllable = /^(zh|ch|sh|[b-df-hj-np-tw-z]|(?=[aeo]))[aeiouv]+(ng?|r)?$/;
const longest = 6;
const mostSyllables = 6;
const mostReadings = 4;

/**
 * The readings that neither the spelled name nor the initials find: some syllable before the last is only its first letter, and some is
 * more. Those of fewest syllables, and of one more, since "zhangsf" may be a zhan g s f.
 */
function mixedReadings(letters: string): Reading[] {
  const all = split(letters);
  const fewest = Math.min(...all.map((parts) => parts.length));
  return all
    .filter((parts) => parts.slice(0, -1).some((part) => consonant.test(part)) && parts.some((part) => part.length > 1))
    .filter((parts) => parts.length <= fewest + 1)
    .sort((a, b) => a.length - b.length)
    .slice(0, mostReadings)
    .map((parts) => ({
      initials: parts.map((part) => part[0]).join(""),
      pattern: `^${parts.map((part) => `${part}[a-z0-9]*`).join(" ")}`,
    }));
}

/** All ways to read letters as syllables or their first letters. What may belong to the letter before does not begin a syllable. */
function split(letters: string, before = "", room = mostSyllables): string[][] {
  if (letters === "") return [[]];
  if (room === 0) return [];
  if (/^[aeo]/.test(letters) && consonant.test(before)) return [];
  if (letters.startsWith("h") && /^[zcs]$/.test(before)) return [];
  const heads = Array.from({ length: Math.min(longest, letters.length) }, (_, at) => letters.slice(0, at + 1));
  return heads
    .filter((head) => consonant.test(head) || syllable.test(head))
    .flatMap((head) => split(letters.slice(head.length), head, room - 1).map((rest) => [head, ...rest]));
}

/** Where a page goes on: behind this one of this lookup. */
export interface Cursor {
  lookup: number;
  key: string;
  id: string;
}

export const writeCursor = ({ lookup, key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([lookup, key, id])).toString("base64url");

/** Undefined for text that is no cursor of ours. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const [lookup, key, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as unknown[];
    const isId = typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    const isLookup = typeof lookup === "number" && Number.isInteger(lookup) && lookup >= 0;
    return isLookup && typeof key === "string" && isId ? { lookup, key, id } : undefined;
  } catch {
    return undefined;
  }
}
