import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { Cell } from "#engines/sheets";
import { Problem } from "#kernel/problem";
import { type Secrets, temporarySecrets } from "#kernel/secrets/secrets";
import { checkOf } from "#wire/resident-id";
import { judgeRows, Seen } from "../../engines/sheets/changes/propose-lines.ts";
import { judgeEntry, type PersonTyped } from "./form-entry.ts";
import { detailFields } from "./people.store.ts";
import { mergeFields } from "./person-fields.ts";
import { peopleSchema } from "./register-sheets/people-sheet.ts";
import { changeOf, completed } from "./register-sheets/row-values.ts";
import { type IdKind, idKinds } from "./sealed-fields.ts";

const today = "2026-11-22";
const personId = "01890000-0000-7000-8000-000000000001";
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

let secrets: Secrets;
beforeAll(async () => {
  secrets = await temporarySecrets();
});

type Row = Record<string, string | null> & { idKind: IdKind; idNumber: string; name: string; phone: string };

/** What the form makes of a row: the first problem and where it is shown, or what is written. */
type Entry = (typed: PersonTyped) => PersonTyped;
const usual: Entry = (typed) => judgeEntry(typed, { today });

const formOf = ({ idKind, idNumber, ...rest }: Row): PersonTyped =>
  ({ ...rest, document: { kind: idKind, number: idNumber } }) as PersonTyped;

function byForm(row: Row, entry: Entry) {
  try {
    const { phone, ...said } = entry(formOf(row));
    const { idNumber: _sealed, ...written } = mergeFields({ secrets, personId, today }, undefined, said);
    return { phone, written };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { column: error.params.field, code: error.code };
  }
}

/** What a dry run makes of it, and then the commit of what the dry run has kept. */
function byFile(row: Row) {
  const [judged] = judgeRows(peopleSchema, [{ row: 2, raw: row as Record<string, Cell> }], { today, seen: new Seen() });
  const [defect] = judged?.defects ?? [];
  if (judged === undefined || defect !== undefined) return { column: defect?.column, code: defect?.code };
  const values = completed(judged.values, today);
  const { phone, ...rest } = values;
  const change = changeOf(rest, Object.keys(rest));
  const { idNumber: _sealed, ...written } = mergeFields({ secrets, personId, today }, undefined, {
    ...change,
    // The form chooses one; a row that says none is the usual one.
    employmentForm: change.employmentForm ?? "standard",
  });
  return { phone, written };
}

const agree = (row: Row, entry: Entry) => expect(byForm(row, entry)).toEqual(byFile(row));

const aCard = fc
  .record({
    days: fc.integer({ min: 0, max: 26_000 }),
    serial: fc.integer({ min: 0, max: 999 }),
    slip: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ days, serial, slip }) => {
    const day = new Date(Date.UTC(1960, 0, 1) + days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    const digits = `610999${day}${String(serial).padStart(3, "0")}`;
    return slip === 1 ? `${digits}0` : `${digits}${checkOf(digits)}`;
  });
const words = fc.oneof(
  fc.constantFrom(
    "张伟",
    " 张　三 ",
    "Zhang Wei",
    "买买提·艾力",
    "汉族",
    "党员",
    "本科",
    "无",
    "-",
    "",
    "１２３",
    "长".repeat(70),
  ),
  fc.string({ unit: fc.constantFrom(..."张三 　·.Aa1-无０=\u200b".split("")), maxLength: 24 }),
);
const orNothing = (some: fc.Arbitrary<string>) => fc.option(some, { nil: null });
const aDay = fc.constantFrom(
  "1985-03-12",
  "1985.3.12",
  "1985年3月12日",
  "19850312",
  "2099-01-01",
  "去年",
  "1985-02-30",
);
const row = fc.record({
  name: words,
  phone: fc.oneof(
    fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String),
    fc.constantFrom("+86 138-1234-5678", "1381234567", "无", ""),
  ),
  idKind: fc.constantFrom("resident_id", "resident_id", "resident_id", ...idKinds),
  idNumber: fc.oneof(
    aCard,
    aCard,
    fc.constantFrom("E12345678", " e1234 5678 ", "61099919991011462", "H12345678", "证号"),
  ),
  sex: fc.constantFrom(null, "female", "male"),
  birthDate: orNothing(aDay),
  employmentForm: fc.constantFrom("standard", "platform", "retired"),
  ...Object.fromEntries(
    detailFields.filter((field) => field !== "householdKind").map((field) => [field, orNothing(words)]),
  ),
  householdKind: fc.constantFrom(null, "urban", "rural"),
}) as unknown as fc.Arbitrary<Row>;

/** A card with the sex and birthday that it says, so that some rows get past everything. */
const fitting = row.map((one) => ({ ...one, idKind: "resident_id" as const, sex: null, birthDate: null }) as Row);

describe("a form, a dry run and a commit", () => {
  test(`accept the same, write the same, and refuse the same for the same reason at the same place (seed ${seed})`, () => {
    let written = 0;
    fc.assert(
      fc.property(fc.oneof(row, fitting), (one) => {
        agree(one, usual);
        if ("written" in byFile(one)) written++;
      }),
      { seed, numRuns: 400 },
    );
    expect(written).toBeGreaterThan(10);
  });

  it.each<[string, Entry]>([
    [
      "lets the card overrule what stands beside it",
      ({ sex: _sex, birthDate: _birth, ...typed }) => judgeEntry(typed, { today }),
    ],
    ["has its own idea of how long a remark is", (typed) => usual({ ...typed, remark: typed.remark?.slice(0, 3) })],
    ["takes a phone as it was typed", (typed) => ({ ...usual(typed), phone: typed.phone })],
  ])("do not when one of them %s (control)", (_what, entry) => {
    expect(() =>
      fc.assert(
        fc.property(fc.oneof(row, fitting), (one) => agree(one, entry)),
        { seed: 1, numRuns: 3000 },
      ),
    ).toThrow();
  });
});

describe("a correction", () => {
  it("is judged by what it says, together with the document that the file has", () => {
    const known = { kind: "resident_id", number: "610997199001012613" } as const;
    expect(judgeEntry({ title: " 工程师 " }, { today, known })).toEqual({ title: "工程师" });
    expect(judgeEntry({ remark: "" }, { today, known })).toEqual({ remark: null });
    expect(() => judgeEntry({ birthDate: "1990-01-02" }, { today, known })).toThrow("person.birth_disagrees");
    expect(() => judgeEntry({ name: " " }, { today, known })).toThrow("sheets.required");
    expect(judgeEntry({ birthDate: "1990.1.2", document: null }, { today, known })).toEqual({
      ...{ birthDate: "1990-01-02", document: null },
    });
  });
});
