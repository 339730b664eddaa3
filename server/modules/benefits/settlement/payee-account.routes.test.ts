import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aSettlementDesk } from "./settlement-desk.builders.ts";

const { world, post, read, confirmed, anAccount } = await aSettlementDesk();
const account = "6222021234567890123";
let made: Awaited<ReturnType<typeof confirmed>>;
beforeAll(async () => {
  made = await confirmed();
  await anAccount(made, account, "2026-01-01");
});

const look = (cookie: string, body: object = { purpose: "benefit" }) => post(cookie, `${made.url}/account`, body);

/** Whether the whole account stands anywhere in somebody's workbook of the statement. */
async function inWorkbookOf(cookie: string): Promise<boolean> {
  const answer = await world.app.inject({ url: `${made.url}/workbook`, headers: { cookie } });
  expect(answer.statusCode).toBe(200);
  const { sheets } = await readXlsx(new Uint8Array(answer.rawPayload));
  return sheets.some(({ rows }) => rows.some((cells) => cells.some((cell) => String(cell).includes(account))));
}

describe("where a merchant's money goes", () => {
  test("is masked for everybody, and whole for those who pay, one look at a time with a purpose that is kept", async () => {
    const { maker, accountant, cashier } = made;
    expect((await read(made)).payee).toMatchObject({ account: "**** 0123" });
    expect((await look(maker.cookie)).statusCode).toBe(403);
    expect((await look(accountant.cookie, { purpose: "curious" })).statusCode).toBe(400);
    for (const one of [accountant, cashier]) expect((await look(one.cookie)).json()).toEqual({ value: account });

    const { rows } = await transact(world.database.ctx(), ({ db }) =>
      sql<{ actor: string; detail: object }>`select actor, payload::jsonb as detail from kernel.audit_record
        where action = 'settlement.account_revealed' and object_id = ${made.statement.id} order by at`.execute(db),
    );
    expect(rows.map(({ actor }) => actor)).toEqual([`staff:${accountant.id}`, `staff:${cashier.id}`]);
    for (const { detail } of rows) {
      expect(detail).toMatchObject({ purpose: "benefit", looks: 1 });
      expect(JSON.stringify(detail)).not.toContain(account.slice(0, 12));
    }
  });

  test("stands whole in the workbook of those who pay, and masked in that of others", async () => {
    expect(await inWorkbookOf(made.cashier.cookie)).toBe(true);
    expect(await inWorkbookOf(made.maker.cookie)).toBe(false);
  });
});
