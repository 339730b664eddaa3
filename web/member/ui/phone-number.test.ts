import { expect, test } from "vitest";
import { phoneFrom } from "./phone-number.ts";

test.each([
  ["13800138000", "13800138000"],
  ["138 0013 8000", "13800138000"],
  ["+86 138-0013-8000", "13800138000"],
  ["008613800138000", "13800138000"],
  ["1380013800", undefined],
  ["23800138000", undefined],
  ["", undefined],
])("%j is the number %s", (text, phone) => {
  expect(phoneFrom(text)).toBe(phone);
});
