import { expect, test } from "vitest";
import { instantOfLocal, localOf } from "./planned.rules.ts";

test("an instant and the field that shows it mean the same moment", () => {
  expect(localOf("2026-12-02T10:30:00.000Z")).toBe("2026-12-02T18:30");
  expect(instantOfLocal("2026-12-02T18:30")).toBe("2026-12-02T10:30:00.000Z");
  expect(instantOfLocal(localOf("2026-12-31T16:30:00.000Z"))).toBe("2026-12-31T16:30:00.000Z");
});
