import { createHash } from "node:crypto";
import { spendCode } from "#engines/codes";
import { post } from "#engines/funds";
import { redeemClaim } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import { type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { forbidden, invalid } from "#kernel/problem";
import { recordService } from "#modules/membership";
import { noSuchRedemption, noSuchStore } from "../benefits.errors.ts";
import { assertOffered, recordSales, type SoldGoods } from "../goods/sold-goods.ts";
import { isListed } from "../merchants/merchant.store.ts";
import { getStanding } from "../merchants/standing.store.ts";
import { seeingAll } from "../sight.ts";
import { findTill, type TillRow } from "../tills/till.store.ts";
import { keepOldArticle, type OldArticle } from "./old-article.ts";
import { endPaper } from "./paper-ticket.ts";
import { type CodePower, readShown, type Shown, type ShownClaim, type TillCtx, takeShown } from "./present.service.ts";
import { decideRedemption } from "./redeem.rules.ts";
import { findByRequest, insertRedemption, lockRequest, type NamedRedemption } from "./redemption.store.ts";
import { assertSameSpace, type ClaimedVoucher, getVoucher } from "./voucher-of-claim.ts";

export interface RedeemInput extends Shown {
  amountFen: number;
  receipt?: string | undefined;
  /** What a trade-in voucher is taken against. */
  oldArticle?: OldArticle | undefined;
  /** Goods of the promotion that are on this bill. */
  goods?: SoldGoods[] | undefined;
  /** The Idempotency-Key of the till's request. */
  key: string;
}

/**
 * Redeems a voucher: code spent, claim redeemed, redemption and money booked, in one transaction. Idempotent by till and
 * key for ever. Throws idempotency.key_reused (422) and the refusals of the code, of the claim and of the rules.
 */
export async function redeemVoucher(ctx: TillCtx, power: CodePower, input: RedeemInput): Promise<NamedRedemption> {
  const hash = requestHash(input);
  // A repeat comes when the code has long been spent and grown old, so it is answered before the code is read.
  const done = await transact(ctx, (tx) => repeated(tx, ctx, input.key, hash));
  if (done !== undefined) return done;
  const shown = input.checkToken === undefined ? await readShown(ctx, power, input) : undefined;

  return transact(ctx, async (tx) => {
    await lockRequest(tx.db, ctx.actor.tillId, input.key);
    const meanwhile = await repeated(tx, ctx, input.key, hash);
    if (meanwhile !== undefined) return meanwhile;
    const presented = shown ?? (await takeShown(tx, ctx.actor, input));
    const till = await getTill(tx, ctx);

    // The till's own rows are checked by row level security above; the voucher belongs to a union that it cannot read.
    return seeingAll(tx, async () => {
      const id = await redeemPresented(tx, { till, clerkId: clerkOf(ctx), presented, input, hash });
      return getNamed(tx, ctx.actor.tillId, input.key, id);
    });
  });
}

export interface Redeeming {
  till: TillRow;
  clerkId: string;
  presented: ShownClaim;
  input: Omit<RedeemInput, keyof Shown>;
  hash: Buffer;
  /** For what was accepted without network. */
  offline?: { localId: string; acceptedAt: Date };
}

/** Decides and writes one redemption in the running transaction, with the sight of the server; gives its id. */
export async function redeemPresented(tx: Tx, given: Redeeming): Promise<string> {
  const { till, presented, input } = given;
  const voucher = await getVoucher(tx.db, presented.subject);
  await assertSameSpace(tx.db, till, voucher.campaign);
  const storeListed = await isListed(tx.db, voucher.campaign.id, till.storeId, given.offline?.acceptedAt);
  const at = given.offline?.acceptedAt ?? tx.clock.now();

  const decision = decideRedemption({
    claim: voucher.claim,
    holderId: presented.personId,
    benefit: voucher.kind.benefit,
    amountFen: input.amountFen,
    storeListed,
    storeOpen: isOpenAt(till, given.offline?.acceptedAt),
    merchantActive: till.merchantState === "active",
    standing: await getStanding(tx.db, { merchantId: till.merchantId, storeId: till.storeId }, at),
    oldArticleMissing: voucher.kind.tradeIn && input.oldArticle === undefined,
    at,
    takenOffline: given.offline !== undefined,
    campaignStopped: voucher.campaign.vouchersStopped,
  });
  if (!decision.ok) throw decision.problem;
  const goods = await assertOffered(tx.db, input.goods ?? [], { till, voucher, at });

  await spendCode(tx, presented);
  await endPaper(tx.db, presented.use);
  const { acceptedAt } = given.offline ?? {};
  await redeemClaim(tx, voucher.claim.id, acceptedAt === undefined ? {} : { acceptedAt });
  await bookRest(tx, voucher, decision.offFen, "redeemed");
  const id = await writeRedemption(tx, given, voucher, decision.offFen);
  if (voucher.kind.tradeIn && input.oldArticle !== undefined)
    await keepOldArticle(tx.db, input.oldArticle, { id, till, voucher });
  await recordSales(tx.db, goods, { id, node: till.node, campaignNode: voucher.campaign.node });
  return id;
}

/** A closed store takes nothing; what its till took without network before the closing stands. */
const isOpenAt = (till: TillRow, acceptedAt: Date | undefined) =>
  till.storeState === "open" ||
  (acceptedAt !== undefined && till.storeClosedAt !== null && acceptedAt < till.storeClosedAt);

/** The stock engine books a redemption at its face value; what the bill did not need lapses, and comes back on undo. */
export async function bookRest(
  tx: Tx,
  voucher: ClaimedVoucher,
  offFen: number,
  on: "redeemed" | "undone",
): Promise<void> {
  const amountFen = (voucher.fund?.unitFen ?? 0) - offFen;
  if (voucher.fund === undefined || amountFen <= 0) return;
  await post(tx, {
    sourceId: voucher.fund.sourceId,
    node: voucher.claim.node,
    quotaId: voucher.claim.quotaId,
    amountFen,
    from: on === "redeemed" ? "redeemed" : "lapsed",
    to: on === "redeemed" ? "lapsed" : "redeemed",
    reference: { type: "benefits.below_face_value", id: voucher.claim.id },
  });
}

async function writeRedemption(tx: Tx, given: Redeeming, voucher: ClaimedVoucher, offFen: number): Promise<string> {
  const { till, input } = given;
  const id = uuidv7();
  await insertRedemption(tx.db, {
    id,
    claimId: voucher.claim.id,
    campaignId: voucher.campaign.id,
    kindId: voucher.kind.id,
    personId: voucher.claim.personId,
    campaignNode: voucher.campaign.node,
    node: till.node,
    merchantId: till.merchantId,
    storeId: till.storeId,
    tillId: till.id,
    clerkId: given.clerkId,
    amountFen: input.amountFen,
    offFen,
    receipt: input.receipt ?? null,
    requestKey: input.key,
    requestHash: given.hash,
    localId: given.offline?.localId ?? null,
    acceptedAt: given.offline?.acceptedAt ?? null,
  });
  await record(tx, {
    node: till.node,
    action: "benefits.redeemed",
    object: { type: "redemption", id },
    detail: { claimId: voucher.claim.id, amountFen: input.amountFen, offFen, offline: given.offline !== undefined },
  });
  await recordService(tx, {
    ...{ personId: voucher.claim.personId, organisationId: voucher.campaign.organisationId, kind: "voucher" },
    ...{ source: redemptionSource(id), title: voucher.campaign.title, at: given.offline?.acceptedAt ?? tx.clock.now() },
  });
  await announce(tx, "benefits.redeemed", {
    node: voucher.campaign.node,
    redemptionId: id,
    claimId: voucher.claim.id,
    personId: voucher.claim.personId,
    campaignId: voucher.campaign.id,
    storeId: till.storeId,
    amountFen: input.amountFen,
    offFen,
  });
  return id;
}

/** By what the service record knows a redemption. */
export const redemptionSource = (id: string) => ({ type: "benefits.redemption", id });

export async function getTill(tx: Tx, ctx: TillCtx): Promise<TillRow> {
  const till = await findTill(tx.db, ctx.actor.tillId);
  if (till === undefined) throw noSuchStore();
  return till;
}

/** The clerk who gave the PIN; routes that redeem demand one. */
export function clerkOf(ctx: TillCtx): string {
  if (ctx.actor.clerkId === undefined) throw forbidden("access.clerk_needed");
  return ctx.actor.clerkId;
}

/** What was asked, always in the same order; what is asked for since later is left out where it is absent, as it was before. */
function requestHash({ key, ...asked }: RedeemInput): Buffer {
  const always = [asked.code, asked.number, asked.claimId, asked.checkToken, asked.amountFen, asked.receipt];
  const more = asked.oldArticle || asked.goods ? [asked.oldArticle ?? null, asked.goods ?? null] : [];
  return createHash("sha256")
    .update(JSON.stringify([...always, ...more]))
    .digest();
}

async function repeated(tx: Tx, ctx: TillCtx, key: string, hash: Buffer): Promise<NamedRedemption | undefined> {
  // The title is the union's; the row itself was found by the till's own id.
  const known = await seeingAll(tx, () => findByRequest(tx.db, ctx.actor.tillId, key));
  if (known !== undefined && !known.requestHash.equals(hash)) throw invalid("idempotency.key_reused");
  return known;
}

async function getNamed(tx: Tx, tillId: string, key: string, id: string): Promise<NamedRedemption> {
  const found = await findByRequest(tx.db, tillId, key);
  if (found?.id !== id) throw noSuchRedemption();
  return found;
}
