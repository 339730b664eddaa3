import { describe, expect, test } from "vitest";
import { type Candidate, coreOf, isOfNewForm, proposeUnions } from "./propose.rules.ts";

const union = (id: string, name: string, node: string, newForm = false): Candidate => ({ id, name, node, newForm });
const district = union("d", "东湖区总工会", "1.2");
const candidates = [
  union("far", "西山区外卖骑手联合工会", "1.3.9"),
  union("near", "东湖区新就业形态劳动者联合工会", "1.2.8"),
  union("works", "滨江蓝骑士配送有限公司工会", "1.2.5"),
  union("city", "市快递行业工会", "1.7", true),
  union("school", "东湖区第一小学工会", "1.2.6"),
];
const ask = (given: Partial<Parameters<typeof proposeUnions>[0]>, from: Candidate | undefined = district) =>
  proposeUnions(
    { employmentForm: "platform", employerName: "", platformName: "", ...given },
    { candidates, district: from },
  ).map(({ id, reason }) => `${id} ${reason}`);

describe("proposeUnions", () => {
  test("the employer's own union comes first", () => {
    expect(ask({ employerName: "滨江蓝骑士配送有限公司" })[0]).toBe("works employer");
    expect(ask({ employmentForm: "standard", employerName: "蓝骑士配送" })).toEqual(["works employer", "d district"]);
  });

  test("without an employer one for new forms of work, the nearest first, then the district's", () => {
    expect(ask({})).toEqual(["near platform", "city platform", "far platform", "d district"]);
  });

  test("whoever works in an office is proposed the district's union, not the riders'", () => {
    expect(ask({ employmentForm: "standard", employerName: "无名商行" })).toEqual(["d district"]);
  });

  test("nothing is made up where nothing is known", () => {
    expect(
      proposeUnions(
        { employmentForm: "standard", employerName: "", platformName: "" },
        { candidates, district: undefined },
      ),
    ).toEqual([]);
  });
});

test.each([
  ["滨江市蓝骑士配送有限公司", "滨江市蓝骑士配送"],
  ["东湖 纺织厂工会委员会", "东湖纺织"],
  ["工会", "工会"],
])("coreOf(%s)", (name, core) => {
  expect(coreOf(name)).toBe(core);
});

test("names say for whom a union is", () => {
  expect([isOfNewForm("货车司机联合工会"), isOfNewForm("第一小学工会")]).toEqual([true, false]);
});
