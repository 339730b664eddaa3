import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creditCodeCheckSign, creditCodeDoubt, normaliseCreditCode } from "./credit-code.ts";

const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const body = fc.array(fc.constantFrom(...signs), { minLength: 17, maxLength: 17 }).map((list) => list.join(""));

describe("a unified social credit code", () => {
  test.each([
    ["91350100M000100Y43", undefined],
    ["9135 0100 m000-100y43", undefined],
    ["91350100M000100Y44", "check"],
    ["91350100M000100Y4", "length"],
    ["", "length"],
    ["91350100M000100YI3", "sign"],
    ["91350100M000100Y4三", "sign"],
  ])("%s: %s", (code, doubt) => {
    expect(creditCodeDoubt(code)).toBe(doubt);
  });

  test("whose remainder is 0 ends in 0, where 31 − 0 would have no sign", () => {
    // 17 zeros have the sum 0.
    expect(creditCodeCheckSign("0".repeat(17))).toBe("0");
    expect(creditCodeDoubt("0".repeat(18))).toBeUndefined();
  });

  test("is accepted with its own check sign and with no other", () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...signs), (seventeen, last) => {
        const own = creditCodeCheckSign(seventeen);
        expect(creditCodeDoubt(`${seventeen}${own}`)).toBeUndefined();
        expect(creditCodeDoubt(`${seventeen}${last}`)).toBe(last === own ? undefined : "check");
      }),
    );
  });

  test("every one of the 31 signs occurs as check sign, 0 as often as others", () => {
    const found = new Map<string, number>();
    for (let number = 0; number < 3100; number++) {
      const sign = creditCodeCheckSign(`81${String(number * 7919).padStart(15, "0")}`) ?? "";
      found.set(sign, (found.get(sign) ?? 0) + 1);
    }
    expect([...found.keys()].sort().join("")).toBe([...signs].sort().join(""));
    expect(found.get("0") ?? 0).toBeGreaterThan(50);
  });

  test("is written as on the licence", () => {
    expect(normaliseCreditCode(" 91350100m000100y43 ")).toBe("91350100M000100Y43");
  });
});
