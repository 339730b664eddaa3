import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Scene } from "../stage.ts";
import type { Grab, Won } from "./grab.ts";
import type { Merchants } from "./merchants.ts";
import { certifiedPhone, type Phone } from "./phone.ts";

interface AtTheTill {
  merchants: Merchants;
  grab: Grab;
}

/** The first winner of each of the first two kinds goes shopping. */
export async function playTill(_scene: Scene, { merchants, grab }: AtTheTill): Promise<void> {
  const [first, second] = [grab.served[0].won[0], grab.served[1].won[0]];
  assert.ok(first && second);
  await enterClerk(merchants);
  const phone = await certifiedPhone(first.member);
  await refuseWrongBills(merchants, first, phone);
  await redeemAndUndo(merchants, first, phone);
  await redeemByNumber(merchants, first);
  await redeemServerMade(merchants, second);

  const day = await merchants.listed.till.get("/api/till/redemptions");
  assert.deepEqual(
    [day.totals.count, day.totals.offFen, day.totals.undone],
    [2, 15_000, 1],
    "the till's own day: two taken, one undone",
  );
}

async function enterClerk({ listed }: Merchants): Promise<void> {
  const [clerk] = listed.clerks;
  assert.ok(clerk);
  await listed.till.refused("/api/till/check", { number: "12345678" }, 401, "access.clerk_needed");
  const wrong = await listed.till.refused(
    "/api/till/clerk",
    { clerkId: clerk.id, pin: "141421" },
    403,
    "benefits.wrong_pin",
  );
  assert.equal(wrong.triesLeft, 4);
  await listed.till.post("/api/till/clerk", { clerkId: clerk.id, pin: clerk.pin });
}

/** Too small a bill, and a store that the campaign does not list; neither uses the voucher or the code up. */
async function refuseWrongBills({ listed, other }: Merchants, won: Won, phone: Phone): Promise<void> {
  const code = await phone.show(won.claimId);
  const small = { code, amountFen: 15_000 };
  const check = await listed.till.post("/api/till/check", small);
  assert.deepEqual([check.ok, check.problem.code], [false, "benefits.below_threshold"]);
  assert.match(check.member, /^.\*/, "the till sees a masked name");
  const params = await listed.till.refused("/api/till/redemptions", small, 409, "benefits.below_threshold");
  assert.equal(params.missingFen, 5000);
  await other.till.refused("/api/till/redemptions", { code, amountFen: 20_000 }, 409, "benefits.store_not_listed");
}

async function redeemAndUndo({ listed }: Merchants, won: Won, phone: Phone): Promise<void> {
  const [clerk, second] = listed.clerks;
  assert.ok(clerk && second);
  const code = await phone.show(won.claimId);
  const bill = { code, amountFen: 20_000, receipt: "R-1" };
  const key = randomUUID();
  const done = await listed.till.post("/api/till/redemptions", bill, key);
  assert.deepEqual([done.offFen, done.payFen], [10_000, 10_000]);
  assert.deepEqual(
    await listed.till.post("/api/till/redemptions", bill, key),
    done,
    "the same key, the same redemption",
  );
  await listed.till.refused("/api/till/redemptions", bill, 409, "benefits.voucher_not_active");
  assert.equal((await won.member.get(`/api/vouchers/${won.claimId}`)).state, "redeemed");

  const undo = `/api/till/redemptions/${done.id}/undo`;
  await listed.till.refused(
    undo,
    { clerkId: clerk.id, pin: clerk.pin, reason: "金额输错" },
    403,
    "benefits.same_clerk",
  );
  const undone = await listed.till.post(undo, { clerkId: second.id, pin: second.pin, reason: "金额输错" });
  assert.ok(undone.undoneAt);
  const voucher = await won.member.get(`/api/vouchers/${won.claimId}`);
  assert.deepEqual(
    [voucher.state, voucher.history.map((step: { what: string }) => step.what)],
    ["active", ["granted", "redeemed", "undone"]],
  );
  await listed.till.refused("/api/till/redemptions", bill, 409, "codes.already_used");
}

/** The code that can be typed: looked at first, taken with the check's token. */
async function redeemByNumber({ listed }: Merchants, won: Won): Promise<void> {
  const { number } = await won.member.post("/api/member/code/short", { purpose: "redeem", claimId: won.claimId });
  const check = await listed.till.post("/api/till/check", { number, amountFen: 30_000 });
  assert.deepEqual([check.ok, check.payFen], [true, 20_000]);
  const { claimId, checkToken } = check;
  const done = await listed.till.post("/api/till/redemptions", { claimId, checkToken, amountFen: 30_000 }, true);
  assert.equal(done.claimId, won.claimId);
}

/** A browser that cannot sign gets its code from the server. */
async function redeemServerMade({ listed }: Merchants, won: Won): Promise<void> {
  const { code } = await won.member.post("/api/member/code", { purpose: "redeem", claimId: won.claimId });
  const done = await listed.till.post("/api/till/redemptions", { code, amountFen: 10_000 }, true);
  assert.equal(done.payFen, 5000);
}
