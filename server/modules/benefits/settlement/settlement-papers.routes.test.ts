import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { asSuperuser } from "../../../access.builders.ts";
import { aSettlementDesk } from "./settlement-desk.builders.ts";

const { world, post, get, settled, sent } = await aSettlementDesk();

describe("tampering", () => {
  test("a frozen line cannot be changed by the server itself, and one changed past every wall is found", async () => {
    const made = await sent();
    const verify = async () => (await post(made.maker.cookie, `${made.url}/verify`, {})).json();
    expect(await verify()).toMatchObject({ ok: true, faults: [], lines: 2 });
    const attempt = transact(world.database.ctx(), (tx) =>
      sql`delete from benefits.statement_line where statement_id = ${made.statement.id}`.execute(tx.db),
    );
    await expect(attempt).rejects.toMatchObject({ code: "GB001" });
    await asSuperuser(world, (query) =>
      query(
        `with off as (select set_config('session_replication_role', 'replica', true))
         update benefits.statement_line set off_fen = off_fen + 1 from off where statement_id = $1 and position = 2`,
        [made.statement.id],
      ),
    );
    const found = await verify();
    expect(found.ok).toBe(false);
    expect(found.faults).toContainEqual({ what: "line", positions: [2] });
    expect(found.faults.map((fault: { what: string }) => fault.what).sort()).toEqual([
      "audit",
      "digest",
      "line",
      "source",
      "total",
    ]);
  });
});

describe("workbooks", () => {
  test("all statements of a period with a summary; every figure is the one of the page, and sums are formulas", async () => {
    const made = await settled();
    const answer = await world.app.inject({
      ...{ url: `/api/staff/settlements/${made.settlement.id}/workbook`, headers: { cookie: made.maker.cookie } },
    });
    expect(answer.statusCode).toBe(200);
    const { rows: taken } = await transact(world.database.ctx(), ({ db }) =>
      sql`select actor, payload::jsonb->'rows' as rows from kernel.audit_record
        where action = 'settlement.workbook_exported' and object_id = ${made.settlement.id}`.execute(db),
    );
    expect(taken).toEqual([{ actor: `staff:${made.maker.id}`, rows: 2 }]);
    const book = await readXlsx(new Uint8Array(answer.rawPayload), { readStyles: true });
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["汇总", expect.stringContaining(made.statement.number)]);
    const [summary, sheet] = book.sheets;
    const row = summary?.rows.find((cells) => cells[1] === made.statement.number);
    expect(row?.slice(8, 11)).toEqual([2, 500.01, 200]);
    const total = summary?.rows.find((cells) => cells[0] === "合计");
    expect(total?.slice(8, 11)).toEqual([2, 500.01, 200]);
    const { items } = (await get(made.maker.cookie, `${made.url}/lines`)).json();
    const lines = sheet?.rows.filter((cells) => typeof cells[0] === "number") ?? [];
    expect(lines.map((cells) => [cells[0], cells[7], cells[8], cells[9]])).toEqual(
      items.map((line: { position: number; amountFen: number; offFen: number; receipt: string }) => [
        ...[line.position, line.amountFen / 100, line.offFen / 100, line.receipt],
      ]),
    );
    expect(sheet?.rows.flat()).toContain("人民币贰佰元整");
    const formulas = [...(sheet?.cells ?? [])]
      .map(([, cell]) => cell.formula)
      .filter((formula) => formula !== undefined);
    expect(formulas).toEqual([
      expect.stringMatching(/^SUM\(H\d+:H\d+\)$/),
      expect.stringMatching(/^SUM\(I\d+:I\d+\)$/),
    ]);
    expect(sheet?.pageSetup).toMatchObject({ paperSize: "a4", orientation: "landscape", fitToWidth: 1 });
  });
});
