import { describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { asSuperuser } from "../../../access.builders.ts";
import { aDuty } from "../benefits.builders.ts";
import { today } from "./settlement.builders.ts";
import { aSettlementDesk } from "./settlement-desk.builders.ts";

const { world, get, read, act, sent, confirm, confirmed, anAccount, anInvoice } = await aSettlementDesk();

describe("from confirmation to payment", () => {
  test("review, approval, payment and locking are four people's, and the books pay to the fen", async () => {
    const made = await confirmed();
    const { maker, checker, accountant, approver, cashier } = made;
    const passed = { verdict: "passed" };
    for (const other of [maker, checker, approver, cashier])
      expect((await act(other.cookie, made, "review", passed)).statusCode).toBe(403);
    expect((await act(accountant.cookie, made, "review", passed)).json().state).toBe("reviewed");
    for (const other of [maker, checker, accountant, cashier])
      expect((await act(other.cookie, made, "approve", passed)).statusCode).toBe(403);
    const noPapers = await act(approver.cookie, made, "approve", passed);
    expect([noPapers.statusCode, noPapers.json().code]).toEqual([409, "settlement.not_ready_to_pay"]);
    await anAccount(made, "6222021234567890123", "2026-01-01");
    await anInvoice(made);
    expect((await act(approver.cookie, made, "approve", passed)).json().state).toBe("approved");
    const payment = { ...passed, paidOn: today(), bankReference: "20261122-8891" };
    expect((await act(cashier.cookie, made, "payment", { ...payment, paidOn: "2999-01-01" })).statusCode).toBe(422);
    const paid = await act(cashier.cookie, made, "payment", payment);
    expect(paid.json()).toMatchObject({ state: "paid", payment: { bankReference: "20261122-8891" } });
    expect((await act(cashier.cookie, made, "payment", payment)).json().code).toBe("settlement.wrong_state");
    const money = await transact(world.database.ctx(), (tx) => balances(tx, made.fundSourceId));
    expect(money).toMatchObject({ redeemed: 0, paid: 20_000 });
    expect((await act(cashier.cookie, made, "lock", passed)).statusCode).toBe(403);
    expect((await act(accountant.cookie, made, "lock", passed)).json().state).toBe("locked");
    const check = (await get(maker.cookie, `/api/staff/settlements/${made.settlement.id}`)).json().check;
    expect(check).toMatchObject({ ok: true, differences: [] });
    expect((await read(made)).payee).toMatchObject({ bank: "工商银行", account: "**** 0123" });
    const history = (await read(made)).history.map((step: { step: string }) => step.step);
    const whole = ["drafted", "sent", "confirmed", "reviewed", "invoice_noted", "approved", "paid", "locked"];
    expect(history).toEqual(whole);
  });

  test("who holds every duty still takes one step only", async () => {
    const made = await confirmed();
    const duties = ["benefits.maker", "benefits.accountant", "benefits.approver", "benefits.cashier"];
    const all = await aDuty(world, made.union, ...duties);
    await anAccount(made, "6222021234567890123", "2026-01-01");
    await anInvoice(made);
    const passed = { verdict: "passed" };
    expect((await act(all.cookie, made, "review", passed)).json().state).toBe("reviewed");
    expect((await act(all.cookie, made, "approve", passed)).json().code).toBe("decisions.same_person");
    expect((await act(made.approver.cookie, made, "approve", passed)).json().state).toBe("approved");
    const payment = { ...passed, paidOn: today(), bankReference: "20261122-8892" };
    expect((await act(all.cookie, made, "payment", payment)).json().code).toBe("decisions.same_person");
    const another = await aDuty(world, made.union, "benefits.cashier", "benefits.accountant");
    expect((await act(another.cookie, made, "payment", payment)).json().state).toBe("paid");
    expect((await act(another.cookie, made, "lock", passed)).json().code).toBe("decisions.same_person");
  });

  test("what waits for a person is listed with its money, and decided from the list once", async () => {
    const made = await confirmed();
    const waiting = async (accountId: string) => {
      const path = made.union.node;
      const duties = ["benefits.accountant", "benefits.approver"].map((duty) => ({ duty, path }));
      const actor = { kind: "staff" as const, sessionId: "s", accountId, name: "复核", duties };
      const ctx = { ...world.database.ctx(), actor };
      return {
        ctx,
        own: (await transact(ctx, (tx) => listWaiting(tx, world.secrets))).filter(
          (one) => one.id === made.statement.id,
        ),
      };
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
    expect(shown.payee).toMatchObject({ account: "**** 2222" });
    expect(shown.accountChange).toEqual({ before: "工商银行 **** 1111", after: "工商银行 **** 2222", since: today() });
    const blind = await act(made.accountant.cookie, made, "review", { verdict: "passed" });
    expect([blind.statusCode, blind.json().code]).toEqual([409, "settlement.account_unseen"]);
    const seen = await act(made.accountant.cookie, made, "review", { verdict: "passed", accountSeen: true });
    expect(seen.json().state).toBe("reviewed");
  });

  test("a refusal says why and leads back to a draft of the next revision", async () => {
    const made = await confirmed();
    const silent = await act(made.accountant.cookie, made, "review", { verdict: "refused" });
    expect(silent.json().code).toBe("decisions.note_missing");
    const refused = await act(made.accountant.cookie, made, "review", { verdict: "refused", note: "合同号不对" });
    expect(refused.json()).toMatchObject({ state: "draft", revision: 2, digest: null, confirmed: null });
  });
});
