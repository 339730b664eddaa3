import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Cell } from "#engines/sheets";
import { Problem } from "#kernel/problem";
import { judgeRows, Seen } from "../../engines/sheets/changes/propose-lines.ts";
import { judgeOrganisation } from "./organisation-entry.ts";
import { changedFacts, noFacts } from "./organisation-facts.rules.ts";
import { organisationSchema } from "./register-sheets/organisation-sheet.ts";
import { changeOf } from "./register-sheets/organisations-target.ts";

const today = "2026-11-22";
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

type Row = Record<string, string | null> & { name: string };
type Entry = (typed: Record<string, unknown>) => Record<string, unknown>;
const usual: Entry = (typed) => judgeOrganisation(typed, today);

const written = ({ name, shortName, ...facts }: Record<string, unknown>) => ({
  ...{ name, shortName },
  ...changedFacts(noFacts, facts, "base"),
});

/** What the form makes of a row: the first problem and where it is shown, or what is written. */
function byForm({ marks, ...row }: Row, entry: Entry) {
  try {
    return written(entry({ ...row, marks: marks == null ? [] : marks.split("、") }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { column: error.params.field, code: error.code };
  }
}

/** What a dry run makes of it, and then the commit of what the dry run has kept. */
function byFile(row: Row) {
  const raw = row as Record<string, Cell>;
  const [judged] = judgeRows(organisationSchema, [{ row: 2, raw }], { today, seen: new Seen() });
  const [defect] = judged?.defects ?? [];
  if (judged === undefined || defect !== undefined) return { column: defect?.column, code: defect?.code };
  return written(changeOf(judged.values, Object.keys(row)));
}

const words = fc.oneof(
  fc.constantFrom("青石镇总工会", " 红星　机械厂工会 ", "", "-", "无", "１２３", "长".repeat(90)),
  fc.string({ unit: fc.constantFrom(..."工会 　·Aa1-０=\u200b".split("")), maxLength: 30 }),
);
const aDay = fc.constantFrom(
  "1985-03-12",
  "1985.3.12",
  "1985年3月12日",
  "19850312",
  "2099-01-01",
  "去年",
  "1985-02-30",
);
const orNothing = (some: fc.Arbitrary<string>) => fc.option(some, { nil: null });
const row = fc.record({
  name: words,
  shortName: orNothing(words),
  creditCode: orNothing(fc.constantFrom("81610997MC0000001X", "８１610997 MC0000001x", "91610997", "码".repeat(50))),
  regionCode: orNothing(fc.constantFrom("610924", "６１０９２４", "999999", "61092")),
  industry: orNothing(fc.constantFrom("C", "制造业", "教育", "Z")),
  class: orNothing(fc.constantFrom("leading", "先发", "落后")),
  marks: orNothing(fc.constantFrom("new_form", "新业态、courier", "快递、外卖", "别的")),
  foundedOn: orNothing(aDay),
  termFrom: orNothing(aDay),
  termYears: orNothing(fc.constantFrom("3", "五年", "4")),
  electionOn: orNothing(aDay),
  address: orNothing(words),
  phone: orNothing(words),
}) as unknown as fc.Arbitrary<Row>;

const agree = (one: Row, entry: Entry) => expect(byForm(one, entry)).toEqual(byFile(one));

describe("a form, a dry run and a commit of an organisation", () => {
  test(`accept the same, write the same, and refuse the same for the same reason at the same place (seed ${seed})`, () => {
    let kept = 0;
    fc.assert(
      fc.property(row, (one) => {
        agree(one, usual);
        if ("name" in byFile(one)) kept++;
      }),
      { seed, numRuns: 1500 },
    );
    expect(kept).toBeGreaterThan(10);
  });

  it.each<[string, Entry]>([
    ["takes a name as it was typed", (typed) => ({ ...usual(typed), name: typed.name })],
    ["does not look at the region", ({ regionCode: _, ...typed }) => usual(typed)],
    ["keeps marks that nobody knows", (typed) => ({ ...usual({ ...typed, marks: [] }), marks: typed.marks })],
  ])("do not when one of them %s (control)", (_what, entry) => {
    expect(() =>
      fc.assert(
        fc.property(row, (one) => agree(one, entry)),
        { seed: 1, numRuns: 3000 },
      ),
    ).toThrow();
  });
});
