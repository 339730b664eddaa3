import { describe, expect, test } from "vitest";
import { creditCodeCheckSign } from "./credit-code.ts";
import { organisationCodeDoubt } from "./organisation-code.ts";
import {
  isUnionKind,
  kindByName,
  kindsBelow,
  mayContain,
  organisationKinds,
  takesMembers,
} from "./organisation-kinds.ts";
import { provinces, regionCodeFault } from "./region-code.ts";

const coded = (body: string) => body + (creditCodeCheckSign(body) ?? "?");

describe("kinds", () => {
  test.each([
    ["national", "province", true],
    ["province", "city", true],
    ["city", "province", false],
    ["county", "township", true],
    ["county", "base", true],
    ["township", "county", false],
    ["base", "base", true],
    ["base", "county", false],
    ["joint", "enterprise", true],
    ["industry", "base", true],
    ["industry", "industry", true],
    ["regional", "joint", true],
    ["alliance", "association", false],
    ["merchant", "base", false],
    ["venue", "merchant", false],
  ] as const)("%s may contain %s: %s", (parent, child, allowed) => {
    expect(mayContain(parent, child)).toBe(allowed);
  });

  test.each([
    ["城关镇总工会", "county", "township"],
    ["北关街道总工会", "county", "township"],
    ["城关镇总工会", "township", "base"],
    ["临江县总工会", "city", "county"],
    ["餐饮行业工会联合会", "county", "industry"],
    ["建材市场区域性工会联合会", "county", "regional"],
    ["城东商圈联合工会", "township", "joint"],
    ["红星机械厂工会委员会", "county", "base"],
    ["区总工会机关工会", "county", "base"],
  ] as const)("%s under a %s is a %s", (name, parent, kind) => {
    expect(kindByName(name, parent)).toBe(kind);
  });

  test("every kind but the national one stands somewhere", () => {
    const placed = new Set(Object.values(kindsBelow).flat());
    expect(organisationKinds.filter((kind) => !placed.has(kind))).toEqual(["national"]);
  });

  test("unions are unions; people are members of all but merchants and venues", () => {
    expect(organisationKinds.filter((kind) => !isUnionKind(kind))).toEqual([
      ...["association", "alliance", "enterprise", "merchant", "school", "venue", "hospital", "other"],
    ]);
    expect(organisationKinds.filter((kind) => !takesMembers(kind))).toEqual(["merchant", "venue"]);
  });
});

describe("codes", () => {
  const union = coded("81320100MC0123456");
  const firm = coded("91320100MA1234567");

  test.each([
    [union, "base", undefined],
    [union.toLowerCase().replace(/^(.{4})/, "$1 "), "base", undefined],
    [firm, "base", "not_of_unions"],
    [union, "enterprise", "of_unions"],
    [union, "association", undefined],
    [firm, "enterprise", undefined],
    [`${union.slice(0, 17)}${union.endsWith("1") ? "2" : "1"}`, "base", "check"],
    [union.slice(0, 17), "base", "length"],
    [`${union.slice(0, 17)}I`, "base", "sign"],
  ] as const)("%s of %s: %s", (code, kind, doubt) => {
    expect(organisationCodeDoubt(code, kind)).toBe(doubt);
  });

  test.each([
    ["320102", undefined],
    ["320000", undefined],
    ["659011", undefined],
    ["990000", undefined],
    ["160100", "province"],
    ["320001", "structure"],
    ["32010", "digits"],
    ["32010a", "digits"],
  ] as const)("region %s: %s", (code, fault) => {
    expect(regionCodeFault(code)).toBe(fault);
  });

  test("the dictionary has the 34 province-level divisions", () => {
    expect(Object.keys(provinces)).toHaveLength(34);
  });
});
