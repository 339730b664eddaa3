import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { asSuperuser } from "../../../access.builders.ts";
import { aCity, aDuty, aTestCity, aUnit, pin } from "../benefits.builders.ts";
import { keepBankAccount } from "../merchants/bank-account.service.ts";
import { decideBankAccount } from "../merchants/bank-account.store.ts";
import { aRedemption, aReversal, someSettling, today } from "./settlement.builders.ts";

const { world, city, post, get } = await aTestCity();

const open = (cookie: string, organisationId = city.id) =>
  post(cookie, "/api/staff/settlements", { organisationId, fromDay: today(), toDay: today() });

/** A union of its own, so that its numbers begin at one and nobody else's vouchers are settled. */
const aUnion = () => aUnit(world, city);

async function settled(given: { redeem?: number } = {}) {
  const union = await aUnion();
  const made = await someSettling(world, union);
  const redemptions: string[] = [];
  for (let index = 0; index < (given.redeem ?? 2); index++)
    redemptions.push(
      await aRedemption(world, post, {
        ...{ cookie: made.shop.cookie, personId: made.people[index] ?? "", claimId: made.claims[index] ?? "" },
        amountFen: 25_000 + index,
      }),
    );
  const opened = await open(made.maker.cookie, union.id);
  expect(opened.statusCode, opened.body).toBe(201);
  const settlement = opened.json();
  const statement = settlement.statements[0];
  return { ...made, union, redemptions, settlement, statement, url: `/api/staff/statements/${statement.id}` };
}
type Settled = Awaited<ReturnType<typeof settled>>;

const read = async ({ url, maker }: Pick<Settled, "url" | "maker">) => (await get(maker.cookie, url)).json();

async function act(cookie: string, given: Settled, what: string, more: object = {}) {
  const { revision } = await read(given);
  return post(cookie, `${given.url}/${what}`, { revision, ...more });
}

async function sent(given: { redeem?: number } = {}) {
  const made = await settled(given);
  const answer = await act(made.maker.cookie, made, "send");
  expect(answer.statusCode, answer.body).toBe(200);
  return { ...made, digest: answer.json().digest as string };
}

const confirm = (made: Settled & { digest: string }, more: object = {}) =>
  post(made.shop.cookie, `/api/till/statements/${made.statement.id}/confirmation`, {
    ...{ clerkId: made.shop.first.id, pin, digest: made.digest },
    ...more,
  });

async function confirmed() {
  const made = await sent();
  const answer = await confirm(made);
  expect(answer.statusCode, answer.body).toBe(200);
  return made;
}

/** An account of the merchant from a day on, as two other people have allowed it. */
const anAccount = ({ shop }: Pick<Settled, "shop">, account: string, fromOn: string) =>
  transact(world.database.ctx(), async (tx) => {
    const merchant = shop.merchant;
    const details = { bankName: "工商银行", holder: "测试商户", account, fromOn, reason: "", agreementId: null };
    const id = await keepBankAccount(tx, world.secrets, { ...details, merchant });
    const decided = { state: "approved" as const, fromOn, by: uuidv7(), byName: "二号", refusal: null };
    await decideBankAccount(tx.db, id, decided);
  });

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
});

describe("the merchant", () => {
  test("sees what was sent and no draft; a manager confirms it with a PIN, nobody else", async () => {
    const made = await settled();
    const seen = async () => (await get(made.shop.cookie, "/api/till/statements")).json();
    expect((await seen()).items).toEqual([]);
    const hidden = await get(made.shop.cookie, `/api/till/statements/${made.statement.id}`);
    expect(hidden.statusCode).toBe(404);
    const { digest } = (await act(made.maker.cookie, made, "send")).json();
    expect((await seen()).items).toHaveLength(1);
    const notManager = await confirm({ ...made, digest }, { clerkId: made.shop.second.id });
    expect([notManager.statusCode, notManager.json().code]).toEqual([403, "settlement.manager_needed"]);
    expect((await confirm({ ...made, digest }, { pin: "111222" })).json().code).toBe("benefits.wrong_pin");
    const other = await confirm({ ...made, digest: "0".repeat(64) });
    expect(other.json().code).toBe("settlement.changed_meanwhile");
    expect((await confirm({ ...made, digest })).json()).toMatchObject({ state: "confirmed" });
    expect((await confirm({ ...made, digest })).json().code).toBe("settlement.wrong_state");
  });

  test("of another shop finds nothing", async () => {
    const made = await sent();
    const other = await someSettling(world, made.union);
    expect((await get(other.shop.cookie, `/api/till/statements/${made.statement.id}`)).statusCode).toBe(404);
    expect((await confirm({ ...made, shop: other.shop })).statusCode).toBe(404);
  });

  test("disputes a line; the union answers, leaves it out, makes the lines again, and it comes in the next period", async () => {
    const made = await sent();
    const disputed = await post(made.shop.cookie, `/api/till/statements/${made.statement.id}/disputes`, {
      ...{ clerkId: made.shop.first.id, pin, digest: made.digest },
      disputes: [{ position: 1, reason: "这笔不是本店的" }],
    });
    expect(disputed.json()).toMatchObject({ state: "disputed", disputes: [{ position: 1, answer: null }] });
    const early = await act(made.maker.cookie, made, "redraft");
    expect([early.statusCode, early.json().code]).toEqual([409, "settlement.answers_missing"]);
    const { disputes } = await read(made);
    const answer = await post(made.maker.cookie, `${made.url}/disputes/${disputes[0].id}/answer`, {
      ...{ answer: "移到下期核对", leaveOut: true },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const again = await act(made.maker.cookie, made, "redraft");
    expect(again.json()).toMatchObject({ state: "draft", lines: 1, totalFen: 10_000, revision: 2 });
    const next = (await open(made.maker.cookie, made.union.id)).json();
    expect(next.statements[0]).toMatchObject({ lines: 1, totalFen: 10_000 });
    expect(next.check.ok).toBe(true);
  });
});

describe("from confirmation to payment", () => {
  test("review, approval, payment and locking are four people's, and the books pay to the fen", async () => {
    const made = await confirmed();
    const { maker, checker, second, cashier } = made;
    const passed = { verdict: "passed" };
    const own = await aDuty(world, made.union, "benefits.maker", "benefits.checker", "benefits.cashier");
    expect((await act(maker.cookie, made, "review", passed)).statusCode).toBe(403);
    expect((await act(checker.cookie, made, "review", passed)).json().state).toBe("reviewed");
    const same = await act(checker.cookie, made, "approve", passed);
    expect([same.statusCode, same.json().code]).toEqual([403, "decisions.same_person"]);
    const noPapers = await act(second.cookie, made, "approve", passed);
    expect([noPapers.statusCode, noPapers.json().code]).toEqual([409, "settlement.not_ready_to_pay"]);
    await anAccount(made, "6222021234567890123", "2026-01-01");
    const invoice = { number: "24442000000012345678", on: today() };
    const noted = await world.app.inject({
      ...{ method: "PUT", url: `${made.url}/invoice`, headers: { cookie: maker.cookie }, payload: invoice },
    });
    expect(noted.statusCode, noted.body).toBe(200);
    expect((await act(second.cookie, made, "approve", passed)).json().state).toBe("approved");
    const payment = { ...passed, paidOn: today(), bankReference: "20261122-8891" };
    expect((await act(cashier.cookie, made, "payment", { ...payment, paidOn: "2999-01-01" })).statusCode).toBe(422);
    const paid = await act(cashier.cookie, made, "payment", payment);
    expect(paid.json()).toMatchObject({ state: "paid", payment: { bankReference: "20261122-8891" } });
    expect((await act(cashier.cookie, made, "payment", payment)).json().code).toBe("settlement.wrong_state");
    const money = await transact(world.database.ctx(), (tx) => balances(tx, made.fundSourceId));
    expect(money).toMatchObject({ redeemed: 0, paid: 20_000 });
    const lockedBySame = await act(cashier.cookie, made, "lock", passed);
    expect(lockedBySame.json().code).toBe("decisions.same_person");
    expect((await act(own.cookie, made, "lock", passed)).json().state).toBe("locked");
    const check = (await get(maker.cookie, `/api/staff/settlements/${made.settlement.id}`)).json().check;
    expect(check).toMatchObject({ ok: true, differences: [] });
    expect((await read(made)).payee).toMatchObject({ bank: "工商银行", account: "6222021234567890123" });
    const history = (await read(made)).history.map((step: { step: string }) => step.step);
    const whole = ["drafted", "sent", "confirmed", "reviewed", "invoice_noted", "approved", "paid", "locked"];
    expect(history).toEqual(whole);
  });

  test("what waits for a person is listed with its money, and decided from the list once", async () => {
    const made = await confirmed();
    const waiting = async (accountId: string) => {
      const duties = [{ duty: "benefits.checker", path: made.union.node }];
      const actor = { kind: "staff" as const, sessionId: "s", accountId, name: "复核", duties };
      const ctx = { ...world.database.ctx(), actor };
      return { ctx, own: (await transact(ctx, listWaiting)).filter((one) => one.id === made.statement.id) };
    };
    const first = uuidv7();
    const { ctx, own } = await waiting(first);
    expect(own).toMatchObject([{ type: "statement", step: "reviewed", amountFen: 20_000 }]);
    const answer = {
      type: "statement",
      id: made.statement.id,
      revision: 1,
      step: "reviewed",
      verdict: "passed" as const,
    };
    const key = uuidv7();
    await decideWaiting(ctx, world.secrets, { ...answer, note: "", fileId: null, key });
    await decideWaiting(ctx, world.secrets, { ...answer, note: "", fileId: null, key });
    expect((await waiting(first)).own).toEqual([]);
    expect((await waiting(uuidv7())).own).toMatchObject([{ step: "approved" }]);
  });

  test("an account that changed in the period is named, and whoever reviews says that they have looked", async () => {
    const made = await sent();
    await anAccount(made, "6222020000001111", "2026-01-01");
    await anAccount(made, "6222020000002222", today());
    // The period began yesterday.
    const settlementDays = "update benefits.settlement set from_day = to_day - 1 where id = $1";
    await asSuperuser(world, (query) => query(settlementDays, [made.settlement.id]));
    const answer = await confirm(made);
    expect(answer.statusCode, answer.body).toBe(200);
    const shown = await read(made);
    expect(shown.payee).toMatchObject({ account: "6222020000002222" });
    expect(shown.accountChange).toEqual({ before: "工商银行 **** 1111", after: "工商银行 **** 2222", since: today() });
    const blind = await act(made.checker.cookie, made, "review", { verdict: "passed" });
    expect([blind.statusCode, blind.json().code]).toEqual([409, "settlement.account_unseen"]);
    const seen = await act(made.checker.cookie, made, "review", { verdict: "passed", accountSeen: true });
    expect(seen.json().state).toBe("reviewed");
  });

  test("a refusal says why and leads back to a draft of the next revision", async () => {
    const made = await confirmed();
    const silent = await act(made.checker.cookie, made, "review", { verdict: "refused" });
    expect(silent.json().code).toBe("decisions.note_missing");
    const refused = await act(made.checker.cookie, made, "review", { verdict: "refused", note: "合同号不对" });
    expect(refused.json()).toMatchObject({ state: "draft", revision: 2, digest: null, confirmed: null });
  });
});

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
