import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Problem } from "#kernel/problem";
import { judgeRows, Seen } from "../../../engines/sheets/changes/propose-lines.ts";
import { judgeApplication, merchantSchema, type TypedApplication } from "./merchant-list.rules.ts";

const today = "2026-11-22";
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

const company = ["legalName", "tradeName", "creditCode", "contactName", "trade"] as const;
type Row = Record<(typeof company)[number] | "storeName" | "storeAddress" | "storePhone", string>;
type Entry = (typed: TypedApplication) => TypedApplication;
const usual: Entry = (typed) => judgeApplication(typed, today);

function byForm({ storeName, storeAddress, storePhone, ...about }: Row, entry: Entry) {
  try {
    const { stores, ...said } = entry({
      ...about,
      stores: [{ name: storeName, address: storeAddress, phone: storePhone }],
    });
    const [store] = stores;
    return { ...said, storeName: store?.name, storeAddress: store?.address, storePhone: store?.phone };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { column: error.params.field, code: error.code };
  }
}

/** As a row of the list, whose phone and account are right. */
function byFile(row: Row) {
  const raw = { ...row, phone: "13911112222" };
  const [judged] = judgeRows(merchantSchema, [{ row: 2, raw }], { today, seen: new Seen() });
  const [defect] = judged?.defects ?? [];
  if (judged === undefined || defect !== undefined) return { column: defect?.column, code: defect?.code };
  return Object.fromEntries(Object.keys(row).map((key) => [key, judged.values[key] ?? ""]));
}

const words = fc.oneof(
  fc.constantFrom("何记牛肉面", " 何记　总店 ", "", "-", "无", "91610924MA7000001A", "９１610924", "长".repeat(120)),
  fc.string({ unit: fc.constantFrom(..."何记 　·Aa1-０=\u200b".split("")), maxLength: 20 }),
);
const row = fc.record({
  ...{ legalName: words, tradeName: words, creditCode: words, contactName: words, trade: words },
  ...{ storeName: words, storeAddress: words, storePhone: words },
});
const agree = (one: Row, entry: Entry) => expect(byForm(one, entry)).toEqual(byFile(one));

describe("who applies by phone and a row of the list", () => {
  test(`are judged alike (seed ${seed})`, () => {
    let taken = 0;
    fc.assert(
      fc.property(row, (one) => {
        agree(one, usual);
        if ("legalName" in byFile(one)) taken++;
      }),
      { seed, numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(10);
  });

  it("are not when the form takes a name as it was typed (control)", () => {
    const careless: Entry = (typed) => ({ ...usual(typed), legalName: typed.legalName });
    expect(() =>
      fc.assert(
        fc.property(row, (one) => agree(one, careless)),
        { seed: 1, numRuns: 3000 },
      ),
    ).toThrow();
  });

  it("name each store once", () => {
    const store = { name: "总店", address: "一街", phone: "" };
    const about = { legalName: "何记", tradeName: "何记", creditCode: "9", contactName: "何", trade: "餐饮" };
    expect(() => usual({ ...about, stores: [store, { ...store, name: " 总店 " }] })).toThrow("merchant.store_twice");
  });
});
