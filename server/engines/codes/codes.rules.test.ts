import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOfUse, readShortNumber, secondsToWait, shortNumberOf } from "./codes.rules.ts";

const drawn = fc.integer({ min: 0, max: 9_999_999 });

test("a number is eight digits and is read back as it was issued, however it is spaced or widened", () => {
  fc.assert(
    fc.property(drawn, (draw) => {
      const number = shortNumberOf(draw);
      expect(number).toMatch(/^[0-9]{8}$/);
      expect(Number(number.slice(0, 7))).toBe(draw);
      const wide = number.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      for (const typed of [
        number,
        ` ${number.slice(0, 4)} ${number.slice(4)}\n`,
        number.replace(/^.{4}/, "$&-"),
        wide,
      ]) {
        expect(readShortNumber(typed)).toBe(number);
      }
    }),
  );
});

test("the check digit of the published example: 572 gives 4", () => {
  expect(shortNumberOf(572)).toBe("00005724");
});

test("any single wrong digit and any swap of unequal neighbours is seen", () => {
  fc.assert(
    fc.property(drawn, fc.nat(7), fc.integer({ min: 1, max: 9 }), (draw, at, shift) => {
      const digits = [...shortNumberOf(draw)];
      const wrong = digits.with(at, String((Number(digits[at]) + shift) % 10));
      expect(readShortNumber(wrong.join(""))).toBeUndefined();
      const next = at === 7 ? 6 : at + 1;
      fc.pre(digits[at] !== digits[next]);
      const swapped = digits.with(at, digits[next] ?? "").with(next, digits[at] ?? "");
      expect(readShortNumber(swapped.join(""))).toBeUndefined();
    }),
  );
});

test.each(["", "1234567", "123456789", "abcdefgh", "12.34.56.78"])("%j is not a number for typing", (typed) => {
  expect(readShortNumber(typed)).toBeUndefined();
});

test("a till waits until its oldest wrong try is ten minutes old", () => {
  const now = new Date("2026-11-22T04:10:00Z");
  const at = (time: string) => new Date(`2026-11-22T${time}Z`);
  expect(secondsToWait([at("04:05:00"), at("04:01:00")], now)).toBe(60);
  expect(secondsToWait([at("04:00:00")], now)).toBe(1);
});

test("different uses have different hashes", () => {
  expect(hashOfUse("code 1")).toHaveLength(32);
  expect(hashOfUse("code 1")).not.toEqual(hashOfUse("number 1"));
});
