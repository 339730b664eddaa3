import { checkShortNumber, readCode } from "#engines/codes";
import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { type Tx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { databaseNow } from "../database-now.ts";
import { maskedNameOf } from "../people.ts";
import { seeingAll } from "../sight.ts";
import { viewRedemptionState } from "../tills/till-day.service.ts";
import type { CodePower, TillCtx } from "../vouchers/present.service.ts";
import { getTill } from "../vouchers/redeem.service.ts";
import { findRedemptionsByIds, type NamedRedemption } from "../vouchers/redemption.store.ts";
import { searchRedemptions } from "./reversal.store.ts";

export interface Sought {
  receipt?: string | undefined;
  code?: string | undefined;
  number?: string | undefined;
  amountFen?: number | undefined;
  on?: string | undefined;
}

/** A receipt is not asked for longer than a rule can allow (366 days). */
const daysBack = 366;
const most = 30;

/**
 * Finds what a customer brings goods back of, among the redemptions of the till's merchant: by the shop's receipt number,
 * the member's code, the amount or the day. Throws the refusals of the codes engine.
 */
export async function findForReturn(ctx: TillCtx, power: CodePower, sought: Sought) {
  const personId = await holderOf(ctx, power, sought);
  return transact(ctx, async (tx) => {
    const till = await getTill(tx, ctx);
    const today = dayOf(await databaseNow(tx.db));
    const from = startOfDay(sought.on ?? addDays(today, -daysBack));
    const to = endOfDay(sought.on ?? today);
    const { receipt, amountFen } = sought;
    const filter = { merchantId: till.merchantId, receipt, amountFen, personId, from, to, limit: most };
    const ids = await searchRedemptions(tx.db, filter);
    // The merchant's own; only the vouchers' titles and the holders' masked names are the union's.
    return { items: await seeingAll(tx, () => viewFound(tx, ids)) };
  });
}

/** Whose code was shown, if one was. */
async function holderOf(ctx: TillCtx, power: CodePower, { code, number }: Sought): Promise<string | undefined> {
  if (code !== undefined) return (await readCode(ctx, power.codes, code, { purposes: ["identify"] })).personId;
  if (number === undefined) return undefined;
  const { tillId, node } = ctx.actor;
  return (await checkShortNumber(ctx, power.codes, { tillId, merchant: node, number })).personId;
}

async function viewFound(tx: Tx, ids: readonly string[]) {
  const found = await findRedemptionsByIds(tx.db, ids);
  const views = [];
  for (const redemption of found) views.push(await viewReturnable(tx.db, redemption));
  return views;
}

/** A redemption with what is left to be brought back of it. The caller has made sure that it is the till's merchant's. */
export const viewReturnable = async (db: Db, redemption: NamedRedemption) => ({
  ...viewRedemptionState(redemption),
  member: await maskedNameOf(db, redemption.personId),
  leftFen: redemption.amountFen - redemption.goodsBackFen,
});
