import fc from "fast-check";
import { expect, test } from "vitest";
import { normalisePhone } from "./phone.ts";

test.each([
  ["13800138000", "+8613800138000"],
  [" 138 0013 8000 ", "+8613800138000"],
  ["138-0013-8000", "+8613800138000"],
  ["138–0013—8000", "+8613800138000"],
  ["+86 13800138000", "+8613800138000"],
  ["(+86)138.0013.8000", "+8613800138000"],
  ["008613800138000", "+8613800138000"],
  ["8613800138000", "+8613800138000"],
  ["１３８００１３８０００", "+8613800138000"],
  ["＋８６　１３８００１３８０００", "+8613800138000"],
  ["\u202a13800138000\u202c", "+8613800138000"],
])("%j is a mobile number", (text, expected) => {
  expect(normalisePhone(text)).toBe(expected);
});

test.each([
  "",
  "1380013800",
  "138001380000",
  "12800138000",
  "+85213800138",
  "010-88888888",
  "138001380o0",
  "+86",
  "无",
])("%j is none", (text) => {
  expect(normalisePhone(text)).toBeUndefined();
});

test("whatever comes out is normal already", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\+86|0086|86|) ?1[3-9]( ?\d){9}$/), (text) => {
      const normal = normalisePhone(text);
      expect(normal).toMatch(/^\+861[3-9]\d{9}$/);
      expect(normalisePhone(normal ?? "")).toBe(normal);
    }),
  );
});
