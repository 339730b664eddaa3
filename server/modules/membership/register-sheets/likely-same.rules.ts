import {
  type Candidate,
  type Defect,
  type GivenLine,
  type Likeness,
  likeness,
  type PersonTraits,
  perhapsSame,
  type Values,
} from "#engines/sheets";
import { searchForms } from "../names.ts";
import { textOf } from "./row-values.ts";

/** What a row or a file says of a person, as far as it tells whether another one is the same. */
export function traitsOf(values: Values): PersonTraits {
  const name = textOf(values, "name") ?? "";
  return {
    ...{ name, pinyin: searchForms(name, "surname").pinyin },
    ...{ idKind: textOf(values, "idKind") ?? null, idNumber: textOf(values, "idNumber") ?? null },
    ...{ phone: textOf(values, "phone") ?? null, birth: textOf(values, "birthDate") ?? null },
    sex: textOf(values, "sex") ?? null,
  };
}

/** True when somebody has to say whether they are one. Two good numbers of one kind are two people, whatever else they share. */
export const isPerhapsSame = ({ score, reasons }: Likeness): boolean =>
  score >= perhapsSame && reasons.every(({ code }) => code !== "id_differs");

/** Somebody whom a row may mean, with the score and what speaks for it and against it. */
export function candidateOf(values: Values, known: { id: string; values: Values }): Candidate {
  const { score, reasons } = likeness(traitsOf(values), traitsOf(known.values));
  return { id: known.id, score, reasons: reasons.map(({ code }) => code) };
}

/**
 * Finds rows that may be somebody of an earlier row of the same file: one name and birthday, and no numbers that contradict. For one
 * reading of a file; remembers a line's worth of text for each row.
 */
export function sameInFile(): (line: GivenLine) => Defect | undefined {
  const seen = new Map<string, string>();
  return ({ row, values }) => {
    const traits = traitsOf(values);
    if (!traits.birth || !traits.pinyin) return undefined;
    const key = `${traits.birth}${traits.pinyin}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, [row, traits.idKind ?? "", traits.idNumber ?? "", traits.name].join("\t"));
      return undefined;
    }
    const [firstRow, idKind, idNumber, name = ""] = first.split("\t");
    const known = {
      name,
      pinyin: traits.pinyin,
      birth: traits.birth,
      idKind: idKind || null,
      idNumber: idNumber || null,
    };
    return isPerhapsSame(likeness(traits, known))
      ? { code: "person.same_in_file", params: { firstRow: Number(firstRow) } }
      : undefined;
  };
}
