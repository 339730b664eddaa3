import { describe, expect, test } from "vitest";
import { isSimplePin } from "./till.rules.ts";

describe("a PIN", () => {
  test.each([
    ["000000", true],
    ["123456", true],
    ["654321", true],
    ["890123", true],
    ["135790", false],
    ["112233", false],
    ["480215", false],
  ])("%s is simple: %s", (pin, simple) => expect(isSimplePin(pin)).toBe(simple));
});
