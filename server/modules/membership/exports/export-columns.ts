import type { Column, Values } from "#engines/sheets";
import type { Secrets } from "#kernel/secrets/secrets";
import { detailFields, type PersonRow } from "../people.store.ts";
import { peopleDefinition } from "../register-sheets/people-sheet.ts";
import { findIdNumber, findPhone, maskedIdNumber, maskedPhone } from "../sealed-fields.ts";
import type { MembershipState } from "../states/states.rules.ts";
import { exportColumns } from "./export.rules.ts";

const states: Record<MembershipState, string> = {
  ...{ active: "在籍", transferring: "转出中", retained: "保留会籍", suspended: "暂停", resigned: "退会" },
  ...{ expelled: "开除会籍", closed: "注销", transferred: "已转出" },
};
const own: Column[] = [
  { key: "memberNumber", title: "会员号", kind: "text" },
  { key: "furtherUnions", title: "其他服务归属", kind: "words" },
  {
    ...{ key: "membershipState", title: "会籍状态", kind: "choice" },
    choices: Object.entries(states).map(([value, title]) => ({ value, title })),
  },
  { key: "verified", title: "已实名", kind: "yes_no" },
  { key: "tags", title: "标签", kind: "words" },
];
const ofSheet = new Map(peopleDefinition.columns.map((column) => [column.key, column]));

/** The columns of a file, in the order of `exportColumns`; numbers that are masked are text. */
export function columnsOf(given: { columns: readonly string[]; plain: readonly string[] }): Column[] {
  return exportColumns
    .filter((key) => given.columns.includes(key))
    .flatMap((key): Column[] => {
      const column = ofSheet.get(key) ?? own.find((one) => one.key === key);
      if (column === undefined) throw new Error(`a list of people has no column ${key}`);
      const masked = (key === "idNumber" || key === "phone") && !given.plain.includes(key);
      return [masked ? { key, title: column.title, kind: "text" } : column];
    });
}

const said = ["name", "memberNumber", "sex", "birthDate", "idKind", "employmentForm", "tags", ...detailFields] as const;

/** One person as a row; whole numbers are opened for the columns named in `plain` alone. */
export function rowOf(secrets: Secrets, person: PersonRow, plain: readonly string[]): Values {
  const primary = person.unions.find((union) => union.primary);
  return {
    ...Object.fromEntries(said.map((key) => [key, person[key]])),
    idNumber: plain.includes("idNumber") ? (findIdNumber(secrets, person) ?? null) : maskedIdNumber(secrets, person),
    phone: plain.includes("phone") ? (findPhone(secrets, person) ?? null) : maskedPhone(secrets, person),
    union: primary?.name ?? null,
    membershipState: primary?.state ?? null,
    furtherUnions: person.unions.filter((union) => !union.primary).map(({ name }) => name),
    verified: person.verifiedAt !== null,
  };
}
