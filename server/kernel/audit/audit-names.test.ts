import { expect, test } from "vitest";
import type { Db } from "../database/db.ts";
import { auditNames, registerAuditNames } from "./audit-names.ts";

// No query is made: the providers of this test answer by themselves.
const db = {} as Db;
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

test("everybody and everything that a record mentions is asked for once, by type", async () => {
  const asked: [string, string[]][] = [];
  for (const type of ["staff_account", "person", "till", "clerk", "store", "organisation", "quota", "release"])
    registerAuditNames(type, async (_db, ids) => {
      asked.push([type, [...ids]]);
      return new Map([[ids[0] ?? "", type]]);
    });
  const names = await auditNames(db, [
    { actor: `staff:${id(1)}`, objectType: "person", objectId: id(2), placeId: id(3), detail: { fromId: id(3) } },
    { actor: `member:${id(2)}`, objectType: "stranger", objectId: id(9), placeId: null, detail: { units: 3 } },
    { actor: `till:${id(4)}/clerk:${id(5)}`, chain: `quota:${id(6)}`, detail: { storeId: id(7), reason: "till:x" } },
    { actor: "system:demo", chain: "node:3", detail: null },
  ]);
  expect(asked).toEqual([
    ["staff_account", [id(1)]],
    ["person", [id(2)]],
    ["organisation", [id(3)]],
    ["till", [id(4)]],
    ["clerk", [id(5)]],
    ["quota", [id(6)]],
    ["release", [id(6)]],
    ["store", [id(7)]],
  ]);
  expect(names[`till:${id(4)}`]).toBe("till");
});
