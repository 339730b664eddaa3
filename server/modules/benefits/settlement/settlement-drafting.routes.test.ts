import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { asSuperuser } from "../../../access.builders.ts";
import { aCity, aDuty, pin } from "../benefits.builders.ts";
import { draftStatements } from "./draft-settlement.service.ts";
import { aRedemption, aReversal, someSettling, today } from "./settlement.builders.ts";
import { aSettlementDesk } from "./settlement-desk.builders.ts";

const { world, post, get, aUnion, open, settled, act } = await aSettlementDesk();

describe("drafting", () => {
  test("every merchant gets a numbered draft of what was taken, and the check agrees with the books", async () => {
    const { settlement, statement, union } = await settled();
    expect(settlement).toMatchObject({ state: "drafted", organisation: { id: union.id }, check: { ok: true } });
    expect(settlement.check).toMatchObject({ takenFen: 20_000, bookedFen: 20_000, statedFen: 20_000, openFen: 0 });
    expect(statement).toMatchObject({ state: "draft", lines: 2, totalFen: 20_000, amountFen: 50_001 });
    expect(statement.number).toBe(`JS${today().slice(0, 4)}-0001`);
  });

  test("nothing is settled twice, whoever opens a second settlement of the same days at once", async () => {
    const union = await aUnion();
    const made = await someSettling(world, union);
    for (const index of [0, 1, 2])
      await aRedemption(world, post, {
        ...{ cookie: made.shop.cookie, personId: made.people[index] ?? "", claimId: made.claims[index] ?? "" },
      });
    const answers = await Promise.all(Array.from({ length: 6 }, () => open(made.maker.cookie, union.id)));
    expect(answers.every((answer) => [201, 409].includes(answer.statusCode))).toBe(true);
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ lines: number; statements: number; last: number }>`select count(l.id)::integer as lines,
          count(distinct s.id)::integer as statements, max(s.sequence) as last
        from benefits.statement s left join benefits.statement_line l on l.statement_id = s.id
        where s.node = ${union.node}::ltree`.execute(tx.db),
    );
    expect(rows[0]).toEqual({ lines: 3, statements: 1, last: 1 });
  });

  test("an undone redemption is on no statement; one that was settled before comes back in the next, naming its line", async () => {
    const made = await settled();
    const [first = ""] = made.redemptions;
    const undone = await post(made.shop.cookie, `/api/till/redemptions/${first}/undo`, {
      ...{ clerkId: made.shop.second.id, pin, reason: "金额输错" },
    });
    expect(undone.statusCode, undone.body).toBe(200);
    const [, second = ""] = made.redemptions;
    await aReversal(world, second);
    const next = (await open(made.maker.cookie, made.union.id)).json();
    expect(next.check).toMatchObject({ ok: true, takenFen: 0, statedFen: 0, openFen: 0 });
    const [correction] = next.statements;
    expect(correction).toMatchObject({ lines: 2, totalFen: -20_000 });
    const { items } = (await get(made.maker.cookie, `/api/staff/statements/${correction.id}/lines`)).json();
    expect(items.map((line: { kind: string }) => line.kind).sort()).toEqual(["reversal", "undo"]);
    const positions = items.map((line: { corrects: object }) => line.corrects);
    expect(positions).toContainEqual({ number: made.statement.number, position: 1 });
    expect(positions).toContainEqual({ number: made.statement.number, position: 2 });
    const third = await open(made.maker.cookie, made.union.id);
    expect([third.statusCode, third.json().code]).toEqual([409, "settlement.nothing_to_settle"]);
  });

  test("a period ahead, the wrong way round, and somebody without the duty are refused", async () => {
    const { maker, checker, union } = await settled();
    const asked = (cookie: string, fromDay: string, toDay: string) =>
      post(cookie, "/api/staff/settlements", { organisationId: union.id, fromDay, toDay });
    expect((await asked(maker.cookie, today(), "2999-01-01")).statusCode).toBe(422);
    expect((await asked(maker.cookie, today(), "2020-01-01")).json().code).toBe("settlement.period_wrong");
    expect((await asked(checker.cookie, today(), today())).statusCode).toBe(403);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await asked(stranger.cookie, today(), today())).statusCode).toBe(404);
  });

  test("a discarded draft keeps its number, and its lines are open again", async () => {
    const made = await settled();
    const answer = await act(made.maker.cookie, made, "discard", { reason: "期间选错" });
    expect(answer.json()).toMatchObject({ state: "void", lines: 0, totalFen: 0 });
    const again = (await open(made.maker.cookie, made.union.id)).json();
    expect(again.statements[0]).toMatchObject({ number: `JS${today().slice(0, 4)}-0002`, lines: 2 });
  });

  test("begun again after a crash makes what is missing, once, and its opener takes no later step", async () => {
    const made = await settled();
    const late = await aRedemption(world, post, {
      ...{ cookie: made.shop.cookie, personId: made.people[2] ?? "", claimId: made.claims[2] ?? "" },
    });
    // As a till brings it in that had no network before the cut-off.
    await asSuperuser(world, (query) =>
      query("update benefits.redemption set redeemed_at = redeemed_at - interval '1 hour' where id = $1", [late]),
    );
    await draftStatements(world.database.ctx(), made.settlement.id);
    const again = (await get(made.maker.cookie, `/api/staff/settlements/${made.settlement.id}`)).json();
    expect(again.statements).toMatchObject([{ id: made.statement.id, lines: 2 }]);
    expect(again.state).toBe("drafted");
    await asSuperuser(world, async (query) => {
      await query("delete from benefits.statement_step where statement_id = $1", [made.statement.id]);
      await query("delete from benefits.statement_line where statement_id = $1", [made.statement.id]);
      await query("delete from benefits.statement where id = $1", [made.statement.id]);
    });
    await draftStatements(world.database.ctx(), made.settlement.id);
    const [opener] = await asSuperuser(world, (query) =>
      query("select drafted_by from benefits.statement where settlement_id = $1", [made.settlement.id]),
    );
    expect(opener).toEqual({ drafted_by: made.maker.id });
  });
});
