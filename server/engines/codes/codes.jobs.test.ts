import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aRegisteredPhone, someKeys } from "./codes.builders.ts";
import { hashOfUse, lateLife } from "./codes.rules.ts";
import { issueShortNumber, judgePresented, sweepCodes, trySpendCode } from "./index.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

const day = 86_400_000;
const count = async (table: string) => {
  const { rows } = await transact(base.ctx(), (tx) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(tx.db),
  );
  return rows[0]?.count;
};

test("uses are forgotten after thirty days, numbers a day after their end; what can still be met stays", async () => {
  const keys = await someKeys();
  const phone = await aRegisteredPhone(base.ctx(), keys);
  const judged = await judgePresented(base.ctx(), keys, await phone.show(), { purposes: ["identify"] });
  if (!judged.ok) throw new Error(judged.reason);
  await transact(base.ctx(), async (tx) => {
    await trySpendCode(tx, judged.presented);
    await sql`insert into codes.use (hash, at)
      values (${hashOfUse("long ago")}, clock_timestamp() - interval '30 days 1 minute')`.execute(tx.db);
  });
  const number = { purpose: "redeem", subject: randomUUID() } as const;
  await issueShortNumber(base.ctx(), keys, { ...number, personId: randomUUID() });
  await transact(base.ctx(), (tx) =>
    sql`update codes.short_number set expires_at = clock_timestamp() - interval '25 hours'`.execute(tx.db),
  );
  await issueShortNumber(base.ctx(), keys, { ...number, personId: randomUUID() });

  expect(await sweepCodes(base.ctx())).toBe(1);

  expect([await count("codes.use"), await count("codes.short_number")]).toEqual([1, 1]);
  expect(await transact(base.ctx(), (tx) => trySpendCode(tx, judged.presented))).toBe(false);
});

test("what a till says it accepted before the memory of uses is refused, whatever it is", async () => {
  const keys = await someKeys();
  const phone = await aRegisteredPhone(base.ctx(), keys);
  const bringIn = async (age: number) => {
    const judged = await judgePresented(base.ctx(), keys, await phone.show({ age }), {
      purposes: ["identify"],
      at: new Date(Date.now() - age),
    });
    return judged.ok ? "accepted" : judged.reason;
  };
  expect(await bringIn(3 * day)).toBe("accepted");
  expect(await bringIn(lateLife + 60_000)).toBe("expired");
});
