import { sql } from "kysely";
import { voidRedeemed } from "#engines/stock";
import { dayOf } from "#kernel/business-day";
import { serverSight, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import {
  aCode,
  aDuty,
  aKey,
  type aTestCity,
  type Organisation,
  pin,
  someVoucherHolders,
  type World,
} from "../benefits.builders.ts";

export const today = () => dayOf(new Date());

type Post = Awaited<ReturnType<typeof aTestCity>>["post"];

/** A shop whose manager is its first clerk, vouchers in hands, and the people of the union that a statement needs. */
export async function someSettling(
  world: World,
  union: Organisation,
  given: Parameters<typeof someVoucherHolders>[2] = {},
) {
  const made = await someVoucherHolders(world, union, { holders: 3, ...given });
  await makeManager(world, made.shop.first.id);
  const accountant = await aDuty(world, union, "benefits.accountant");
  const approver = await aDuty(world, union, "benefits.approver");
  const cashier = await aDuty(world, union, "benefits.cashier");
  return { ...made, accountant, approver, cashier };
}

/** The clerk answers for the merchant. */
export const makeManager = (world: World, clerkId: string) =>
  transact(world.database.ctx(), (tx) =>
    sql`update benefits.clerk set manager = true where id = ${clerkId}`.execute(tx.db),
  );

/** A voucher used at the shop's first till; the answer's id. */
export async function aRedemption(
  world: World,
  post: Post,
  {
    cookie,
    personId,
    claimId,
    amountFen = 25_000,
  }: { cookie: string; personId: string; claimId: string; amountFen?: number },
): Promise<string> {
  const code = await aCode(world, personId, claimId);
  const done = await post(cookie, "/api/till/redemptions", { code, amountFen, receipt: `A-${amountFen}` });
  if (done.statusCode !== 201) throw new Error(done.body);
  return done.json().id;
}

/** Goods of a redemption come back after the time in which it can be undone: written as the till writes it, without its till. */
export async function aReversal(world: World, redemptionId: string): Promise<string> {
  const id = uuidv7();
  await transact(serverSight(world.database.ctx()), async (tx) => {
    const { rows } = await sql<{
      claimId: string;
    }>`select claim_id from benefits.redemption where id = ${redemptionId}`.execute(tx.db);
    await voidRedeemed(tx, rows[0]?.claimId ?? "", { reason: "goods_returned" });
    await sql`insert into benefits.reversal (id, redemption_id, outcome, claim_id, campaign_id, campaign_node, node, merchant_id,
        store_id, till_id, clerk_id, amount_fen, taken_off_fen, goods_fen, off_fen, reason, request_key)
      select ${id}, r.id, 'clawed_back', r.claim_id, r.campaign_id, r.campaign_node, r.node, r.merchant_id, r.store_id, r.till_id,
        r.clerk_id, r.amount_fen, r.off_fen, r.amount_fen, r.off_fen, '退货', ${aKey()}
      from benefits.redemption r where r.id = ${redemptionId}`.execute(tx.db);
  });
  return id;
}

export { pin };
