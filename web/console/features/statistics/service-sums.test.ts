import { expect, test } from "vitest";
import { serviceKindList } from "../../../../wire/service-kinds.ts";
import { serviceSums } from "./service-sums.ts";

test("visits and cases are never added together, every month is there, and who served most comes first", () => {
  const [one, other] = [
    { id: "1", name: "甲" },
    { id: "2", name: "乙" },
  ];
  const sums = serviceSums({
    ...{ from: "2025-12", to: "2026-02" },
    items: [
      { month: "2025-12", kind: "voucher", unit: "visit", count: 4, organisation: one },
      { month: "2026-02", kind: "voucher", unit: "visit", count: -1, organisation: one },
      { month: "2026-02", kind: "activity", unit: "visit", count: 7, organisation: other },
      { month: "2026-02", kind: "joining", unit: "case", count: 2, organisation: other },
    ],
  });
  expect(sums.units).toEqual({ visit: 10, case: 2 });
  const none = Object.fromEntries(serviceKindList.map((kind) => [kind, 0]));
  expect(sums.months).toEqual([
    { ...none, month: "2025-12", voucher: 4 },
    { ...none, month: "2026-01" },
    { ...none, month: "2026-02", voucher: -1, activity: 7, joining: 2 },
  ]);
  expect(sums.organisations.map(({ name }) => name)).toEqual(["乙", "甲"]);
});
