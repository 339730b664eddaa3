import { normalisePhone } from "#kernel/phone";

/** What one line of a list that somebody pasted says about a person. */
export interface LineSays {
  phone?: string;
  memberNumber?: string;
  name?: string;
  /** The last digits of a phone. */
  tail?: string;
  /** Other words of the line, which may be the unit. */
  words: string[];
}

// "1.", "2、", "(3)", "4)" in front of each: how a 接龙 counts. A bare number with a blank is one too, when it is short.
const counted = /^[(（【]?\d{1,3}[)）】.．、:：]\s*|^\d{1,3}\s+(?=\D)/u;
// A phone as people space it.
const spacedPhone = /(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)/gu;
const separators = /[\s,，;；、|/()（）【】\t-]+/u;
const chineseName = /^\p{Script=Han}{2,4}$|^\p{Script=Han}{1,8}[·•.．]\p{Script=Han}{1,12}$/u;
const latinName = /^[\p{Script=Latin}'’.]+$/u;

/** Reads one line of a 接龙 or one row of a spreadsheet's column. Undefined for a line that is nobody: blank, "#接龙", a heading. */
export function readLine(line: string): LineSays | undefined {
  const text = line.normalize("NFKC").trim().replace(spacedPhone, "$1$2$3").replace(counted, "");
  if (text === "" || /^#|接龙|^(姓名|名字|手机|电话|会员号|name|phone)/iu.test(text)) return undefined;
  const says: LineSays = { words: [] };
  const latin: string[] = [];
  for (const word of text.split(separators).filter(Boolean)) {
    const phone = normalisePhone(word);
    const tail = /^(?:尾号)?(\d{4})$/u.exec(word)?.[1];
    if (phone !== undefined) says.phone ??= phone;
    else if (/^\d{10}$/.test(word)) says.memberNumber ??= word;
    else if (tail !== undefined) says.tail ??= tail;
    else if (says.name === undefined && chineseName.test(word)) says.name = word;
    else if (latinName.test(word)) latin.push(word);
    else says.words.push(word);
  }
  if (says.name === undefined && latin.length > 0) says.name = latin.join(" ");
  const nobody = says.phone === undefined && says.memberNumber === undefined && says.name === undefined;
  return nobody ? { words: [text] } : says;
}

/** A person as a line may mean one. */
export interface Candidate {
  id: string;
  name: string;
  phone: string;
  memberNumber: string;
  unions: readonly { name: string }[];
}

export type LineMatch = { outcome: "found"; id: string } | { outcome: "ambiguous" | "missing"; ids: string[] };

/**
 * Whom a line means among the people of that phone, number or name. One certain person is found; a number whose owner is
 * called otherwise, or a name that several bear, is for a person to decide.
 */
export function matchLine(says: LineSays, candidates: readonly Candidate[]): LineMatch {
  const unsure = (among: readonly Candidate[]): LineMatch => ({
    outcome: among.length === 0 ? "missing" : "ambiguous",
    ids: among.map(({ id }) => id),
  });
  const numbered = candidates.filter(
    (one) => one.phone === says.phone || (says.memberNumber !== undefined && one.memberNumber === says.memberNumber),
  );
  const [owner] = numbered;
  if (owner !== undefined)
    return numbered.length === 1 && (says.name === undefined || isCalled(owner, says.name))
      ? { outcome: "found", id: owner.id }
      : unsure(numbered);
  if (says.name === undefined) return unsure([]);
  const { name } = says;
  const named = candidates.filter((one) => isCalled(one, name));
  // A phone that nobody here has, beside a name that somebody has: perhaps an old number, perhaps somebody else.
  if (says.phone !== undefined || says.memberNumber !== undefined) return unsure(named);
  const byTail = says.tail === undefined ? named : named.filter((one) => one.phone.endsWith(says.tail ?? ""));
  const byUnit = byTail.filter((one) =>
    says.words.some((word) => one.unions.some((union) => isLike(union.name, word))),
  );
  const [only] = byUnit.length > 0 ? byUnit : byTail;
  const left = byUnit.length > 0 ? byUnit.length : byTail.length;
  if (left === 1 && only !== undefined) return { outcome: "found", id: only.id };
  return unsure(byTail.length > 0 ? byTail : named);
}

/** A name without the marks that people write differently. */
const plainName = (name: string): string => name.replace(/[\s·•.．]/gu, "").toLowerCase();
const isCalled = (one: Candidate, name: string) => plainName(one.name) === plainName(name);
const isLike = (union: string, word: string) => word.length > 1 && (union.includes(word) || word.includes(union));
