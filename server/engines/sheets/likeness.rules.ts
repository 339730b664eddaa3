import { editDistance } from "./closeness.rules.ts";

/** What is known of a person, as far as it helps to tell whether another one is the same. */
export interface PersonTraits {
  name: string;
  /** As it sounds, with or without blanks; of a Latin name its letters. Whoever asks brings it. */
  pinyin?: string | null;
  idKind?: string | null;
  idNumber?: string | null;
  phone?: string | null;
  /** YYYY-MM-DD. */
  birth?: string | null;
  sex?: string | null;
  union?: string | null;
}

/** What speaks for two people being one, or against it, with its weight. */
export const likenessPoints = {
  id_equal: 80,
  id_swapped: 35,
  id_one_differs: 35,
  // Two good numbers are two people, and yet some have had two.
  id_differs: -15,
  phone_equal: 30,
  phone_swapped: 12,
  phone_one_differs: 12,
  name_equal: 35,
  name_order: 28,
  name_sounds_equal: 22,
  name_one_differs: 10,
  name_differs: -30,
  birth_equal: 25,
  birth_day_and_month_swapped: 12,
  birth_one_differs: 8,
  birth_differs: -30,
  sex_differs: -15,
  union_equal: 5,
} as const;

export type LikenessReason = keyof typeof likenessPoints;

export interface Likeness {
  /** 0 to 100. From 80 on it is one person as far as can be said; from 45 on somebody should look. */
  score: number;
  reasons: { code: LikenessReason; points: number }[];
}

export const surelySame = 80;
export const perhapsSame = 45;

/** How likely two people are one, and why. Equal whichever comes first. */
export function likeness(a: PersonTraits, b: PersonTraits): Likeness {
  const codes = [ofIds(a, b), ofPhones(a, b), ofNames(a, b), ofBirths(a, b), ofSexes(a, b), ofUnions(a, b)];
  const reasons = codes.flatMap((code) => (code === undefined ? [] : [{ code, points: likenessPoints[code] }]));
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons };
}

type Found = LikenessReason | undefined;

/** Whether two neighbours have changed places. */
function isSwapped(a: string, b: string): boolean {
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((sign, index) => sign !== other[index]);
  if (one.length !== other.length || at < 0) return false;
  const [first = "", second = ""] = one.slice(at, at + 2);
  one.splice(at, 2, second, first);
  return one.join("") === other.join("");
}

function ofIds(a: PersonTraits, b: PersonTraits): Found {
  if (!a.idNumber || !b.idNumber || (a.idKind ?? "resident_id") !== (b.idKind ?? "resident_id")) return undefined;
  if (a.idNumber === b.idNumber) return "id_equal";
  if (isSwapped(a.idNumber, b.idNumber)) return "id_swapped";
  return editDistance(a.idNumber, b.idNumber) === 1 ? "id_one_differs" : "id_differs";
}

/** Another phone says nothing: people change them. */
function ofPhones({ phone: a }: PersonTraits, { phone: b }: PersonTraits): Found {
  if (!a || !b) return undefined;
  if (a === b) return "phone_equal";
  if (isSwapped(a, b)) return "phone_swapped";
  return editDistance(a, b) === 1 ? "phone_one_differs" : undefined;
}

/** A name without the marks that people write differently. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·•.．・'’-]/gu, "");

const inOrder = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[\s·•.．・,]+/u)
    .filter(Boolean)
    .sort()
    .join("");

function ofNames(a: PersonTraits, b: PersonTraits): Found {
  const [one, other] = [plainName(a.name), plainName(b.name)];
  if (one === "" || other === "") return undefined;
  if (one === other) return "name_equal";
  if (inOrder(a.name) === inOrder(b.name) || isSwapped(one, other)) return "name_order";
  if (soundsEqual(a, b)) return "name_sounds_equal";
  // Of a name of two characters one that differs is half of it.
  const long = Math.max([...one].length, [...other].length) > 2;
  return long && editDistance(one, other) === 1 ? "name_one_differs" : "name_differs";
}

/** 张伟 and 章玮, 张伟 and Zhang Wei, also with the family name behind. */
function soundsEqual(a: PersonTraits, b: PersonTraits): boolean {
  const [one, other] = [a.pinyin ?? "", b.pinyin ?? ""];
  if (one === "" || other === "") return false;
  const [letters, others] = [plainName(one), plainName(other)];
  return letters.length === others.length && letters.repeat(2).includes(others);
}

function ofBirths({ birth: a }: PersonTraits, { birth: b }: PersonTraits): Found {
  if (!a || !b) return undefined;
  if (a === b) return "birth_equal";
  const [year, month, day] = a.split("-");
  if (`${year}-${day}-${month}` === b) return "birth_day_and_month_swapped";
  return editDistance(a, b) === 1 || isSwapped(a, b) ? "birth_one_differs" : "birth_differs";
}

const ofSexes = ({ sex: a }: PersonTraits, { sex: b }: PersonTraits): Found =>
  a && b && a !== b ? "sex_differs" : undefined;

const ofUnions = ({ union: a }: PersonTraits, { union: b }: PersonTraits): Found =>
  a && a === b ? "union_equal" : undefined;
