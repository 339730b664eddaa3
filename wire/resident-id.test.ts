import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOf, readResidentId } from "./resident-id.ts";

const today = "2026-11-22";

describe("an identity number", () => {
  it.each([
    ["11010519491231002X", { ok: true, birth: "1949-12-31", sex: "female" }],
    ["110105194912310021", { ok: false, fault: "check" }],
    ["11010519491231002x", { ok: false, fault: "short" }],
    ["110105491231002", { ok: false, fault: "short" }],
    ["11010519490230002X", { ok: false, fault: "date" }],
    ["110105209912310020", { ok: false, fault: "date" }],
    ["", { ok: false, fault: "short" }],
  ])("%s", (number, expected) => {
    expect(readResidentId(number, today)).toEqual(expected);
  });

  it("is refused when one digit is another, or two neighbours changed places", () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 });
    const day = fc.date({ min: new Date("1930-01-01"), max: new Date("2020-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(digits, day, fc.nat(16), fc.integer({ min: 1, max: 9 }), (order, born, at, by) => {
        const first = `610997${born.toISOString().slice(0, 10).replaceAll("-", "")}${order.join("")}`;
        const number = first + checkOf(first);
        expect(readResidentId(number, today)).toMatchObject({ ok: true, birth: born.toISOString().slice(0, 10) });
        const wrong = [...number];
        wrong[at] = String((Number(wrong[at]) + by) % 10);
        expect(readResidentId(wrong.join(""), today).ok).toBe(false);
        const swapped = [...number];
        [swapped[at], swapped[at + 1]] = [number[at + 1] ?? "", number[at] ?? ""];
        if (swapped.join("") !== number) expect(readResidentId(swapped.join(""), today).ok).toBe(false);
      }),
    );
  });
});
