import { type PersonTraits, plainName } from "./likeness.rules.ts";

/** Two rows of one file that say the same person. */
export interface FileDuplicate {
  /** The later one. */
  row: number;
  firstRow: number;
  by: "id_number" | "phone" | "name_and_birth";
  /** One person without doubt: the later row is refused. Otherwise somebody looks: couples share a phone, namesakes a birthday. */
  sure: boolean;
}

export interface FilePerson extends PersonTraits {
  row: number;
}

/** Finds people who stand in a file twice, row after row as they are read. Rows that are refused for other reasons are not asked about. */
export function duplicateFinder(): (person: FilePerson) => FileDuplicate[] {
  const seen = new Map<string, FilePerson>();
  return (person) => {
    const { row } = person;
    const found: FileDuplicate[] = [];
    for (const { by, key } of keysOf(person)) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, person);
      else found.push({ row, firstRow: first.row, by, sure: isSure(by, person, first) });
    }
    return found;
  };
}

/** Those of a whole file. */
export function duplicatesInFile(people: Iterable<FilePerson>): FileDuplicate[] {
  const find = duplicateFinder();
  return Array.from(people, find).flat();
}

function keysOf({
  name,
  pinyin,
  idKind,
  idNumber,
  phone,
  birth,
}: FilePerson): { by: FileDuplicate["by"]; key: string }[] {
  const keys: { by: FileDuplicate["by"]; key: string }[] = [];
  if (idNumber) keys.push({ by: "id_number", key: `id ${idKind ?? "resident_id"} ${idNumber}` });
  if (phone) keys.push({ by: "phone", key: `phone ${phone}` });
  // 张伟 and 章玮 of one birthday are looked at too.
  if (name && birth) keys.push({ by: "name_and_birth", key: `born ${birth} ${plainName(pinyin || name)}` });
  return keys;
}

function isSure(by: FileDuplicate["by"], a: PersonTraits, b: PersonTraits): boolean {
  if (by === "id_number") return true;
  const contradicted = Boolean(a.idNumber && b.idNumber && a.idNumber !== b.idNumber);
  return by === "phone" && plainName(a.name) === plainName(b.name) && !contradicted;
}
