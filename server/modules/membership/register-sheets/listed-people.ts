import {
  type Column,
  type Defect,
  type Described,
  type GivenLine,
  type LineSays,
  type Proposal,
  remembered,
  type SheetWork,
  type Values,
} from "#engines/sheets";
import type { LineMatch } from "../match-lines.rules.ts";
import { findListed } from "../match-people.ts";
import { peopleBriefs } from "../people-briefs.ts";
import { nameColumn, phoneColumn } from "./people-sheet.ts";
import { textOf } from "./row-values.ts";

/** Columns by which a row of a list names somebody who is in the register already. */
export const listedColumns: readonly Column[] = [
  { ...nameColumn, required: false } as Column,
  {
    ...{ ...phoneColumn, required: false },
    guidance: "11 位手机号。有手机号或会员编号就不会认错人。",
  } as Column,
  {
    ...{
      key: "phoneTail",
      title: "手机尾号",
      synonyms: ["手机后四位", "尾号", "手机号后四位"],
      kind: "text",
      maxLength: 4,
    },
    guidance: "没有全号时,写后四位数字。",
  },
  {
    ...{ key: "idTail", title: "证件后四位", synonyms: ["身份证后四位", "身份证尾号", "证件尾号"] },
    ...{ kind: "text", maxLength: 20, guidance: "没有手机号时,用来分辨同名的人。", example: "002X" },
  },
  {
    ...{ key: "memberNumber", title: "会员编号", synonyms: ["会员号", "会员证号", "会员卡号", "Member number"] },
    ...{ kind: "text", maxLength: 20 },
  },
  {
    ...{
      key: "union",
      title: "所属工会",
      synonyms: ["工会", "所在工会", "单位", "工作单位"],
      kind: "text",
      maxLength: 80,
    },
    guidance: "有同名的人时用来分辨。",
  },
];

/** A row of a list has to name somebody, and the end of a document looks like one. */
export function namesSomebody({ name, phone, memberNumber, idTail }: Values): Defect[] {
  const isBlank = [name, phone, memberNumber].every((one) => (one ?? null) === null);
  const isNoTail = typeof idTail === "string" && !/^\d{3}[\dXx]$/.test(idTail);
  return [
    ...(isBlank ? [{ column: "name", code: "list.nobody_named" }] : []),
    ...(isNoTail ? [{ column: "idTail", code: "list.id_tail" }] : []),
  ];
}

/** Who a row of a list is, or what becomes of a row that is nobody for certain. */
export type Listed = { personId: string } | { proposal: Proposal };

/** Whom rows of a list mean, among the people whom the actor may view, each once; what somebody has decided counts. */
export async function matchListed(work: SheetWork, lines: readonly GivenLine[]): Promise<Listed[]> {
  const { tx, secrets } = work;
  const matches = await findListed(
    tx,
    secrets,
    lines.map(({ values }) => saysOf(values)),
  );
  const taken = remembered(work, "listed", () => new Set<string>());
  return lines.map((line, at) => {
    const listed = listedAs(line, matches[at] ?? { outcome: "missing", ids: [] });
    if (!("personId" in listed)) return listed;
    if (taken.has(listed.personId)) return refusedRow("name", "list.twice_in_list");
    taken.add(listed.personId);
    return listed;
  });
}

const saysOf = (values: Values): LineSays => {
  const told = {
    ...{ name: textOf(values, "name"), phone: textOf(values, "phone"), tail: textOf(values, "phoneTail") },
    ...{ memberNumber: textOf(values, "memberNumber"), idTail: textOf(values, "idTail")?.toUpperCase() },
  };
  const given = Object.fromEntries(Object.entries(told).filter(([, one]) => one !== undefined));
  const union = textOf(values, "union");
  return { ...given, words: union === undefined ? [] : [union] };
};

function listedAs({ values, decided }: GivenLine, match: LineMatch): Listed {
  if (match.outcome === "found") return { personId: match.id };
  if (decided?.as === "same" && match.ids.includes(decided.targetId)) return { personId: decided.targetId };
  const column = textOf(values, "phone") === undefined ? "name" : "phone";
  if (match.outcome === "missing" || decided !== undefined) return refusedRow(column, "list.not_found");
  const reasons = [column];
  const notes = column === "phone" ? [{ column: "name", code: "list.name_disagrees" }] : [];
  return { proposal: { outcome: "conflict", notes, candidates: match.ids.map((id) => ({ id, score: 60, reasons })) } };
}

const refusedRow = (column: string, code: string): Listed => ({
  proposal: { outcome: "refused", defects: [{ column, code }] },
});

/** People of a list as whoever decides reads them: masked numbers and their union. */
export async function describeListed(
  { tx, secrets }: SheetWork,
  ids: readonly string[],
): Promise<Map<string, Described>> {
  const briefs = await peopleBriefs(tx.db, secrets, ids);
  return new Map(
    [...briefs].map(([id, { name, phoneMasked, memberNumber, union }]) => [
      id,
      { name, facts: [phoneMasked, memberNumber, union].filter((fact) => fact !== "") },
    ]),
  );
}
