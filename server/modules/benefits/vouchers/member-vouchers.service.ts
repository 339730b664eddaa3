import {
  type Claim,
  type ClaimState,
  findClaim,
  listClaims,
  listQuotas,
  type QuotaRow,
  returnClaim,
} from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { cannotReturn, noSuchVoucher } from "../benefits.errors.ts";
import { findCampaigns } from "../campaigns/campaign.store.ts";
import { findKinds } from "../campaigns/kind.store.ts";
import { viewStore } from "../campaigns/member-campaigns.service.ts";
import { findRoundReleases } from "../campaigns/round.store.ts";
import { listCampaignStores } from "../merchants/merchant.store.ts";
import { historyOfClaim, redemptionsOfClaims } from "./redemption.store.ts";
import type { Voucher, VoucherDetail } from "./voucher.schemas.ts";

export type MemberCtx = Ctx & { actor: MemberActor };

const statesOf: Record<"usable" | "used" | "ended", readonly ClaimState[]> = {
  usable: ["active", "held", "waiting"],
  used: ["redeemed"],
  ended: ["lapsed", "returned", "expired"],
};

/**
 * A member's vouchers, newest first. Read with the server's sight and by the member's own id: who has left a union keeps
 * the vouchers of it.
 */
export async function listVouchers(
  ctx: MemberCtx,
  query: { state: "usable" | "used" | "ended"; after?: string | undefined; limit: number },
): Promise<{ items: Voucher[]; next: string | null }> {
  return transact(serverSight(ctx), async (tx) => {
    const { personId } = ctx.actor;
    const claims = await listClaims(tx.db, personId, statesOf[query.state], query.after, query.limit + 1);
    const shown = claims.slice(0, query.limit);
    const next = claims.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await viewVouchers(tx, shown), next };
  });
}

/** One voucher with the stores that take it and what happened to it. Throws benefits.no_such_voucher. */
export async function getOwnVoucher(ctx: MemberCtx, claimId: string): Promise<VoucherDetail> {
  return transact(serverSight(ctx), async (tx) => {
    const claim = await getOwnClaim(tx, ctx.actor, claimId);
    const [voucher] = await viewVouchers(tx, [claim]);
    if (voucher === undefined) throw noSuchVoucher();
    return {
      ...voucher,
      stores: (await listCampaignStores(tx.db, voucher.campaignId)).map(viewStore),
      history: await historyOf(tx, claim),
      canReturn: claim.state === "active" && new Date(voucher.validUntil) > tx.clock.now(),
    };
  });
}

/** Gives an unused voucher back; the next in line is offered it at once. Throws benefits.cannot_return {state}. */
export async function returnVoucher(ctx: MemberCtx, claimId: string): Promise<Voucher> {
  return transact(serverSight(ctx), async (tx) => {
    const claim = await getOwnClaim(tx, ctx.actor, claimId);
    const [before] = await viewVouchers(tx, [claim]);
    if (before === undefined) throw noSuchVoucher();
    if (claim.state !== "active") throw cannotReturn(claim.state);

    const returned = await returnClaim(tx, claimId, { reason: "member" });

    return { ...before, state: returned.state };
  });
}

async function getOwnClaim(tx: Tx, actor: MemberActor, claimId: string): Promise<Claim> {
  const claim = await findClaim(tx.db, claimId);
  if (claim?.personId !== actor.personId) throw noSuchVoucher();
  return claim;
}

async function historyOf(tx: Tx, claim: Claim): Promise<VoucherDetail["history"]> {
  const steps: { at: Date | null; what: VoucherDetail["history"][number]["what"] }[] = [
    { at: claim.grantedAt, what: "granted" },
  ];
  for (const { redeemedAt, undoneAt, reversal, reversedAt } of await historyOfClaim(tx.db, claim.id)) {
    steps.push({ at: redeemedAt, what: "redeemed" }, { at: undoneAt, what: "undone" });
    if (reversal !== null) steps.push({ at: reversedAt, what: reversal });
  }
  const state = stateOf(claim);
  if (state === "lapsed" || state === "returned") steps.push({ at: claim.endedAt, what: state });
  return steps.flatMap(({ at, what }) => (at === null ? [] : [{ at: at.toISOString(), what }]));
}

/** Claims as vouchers, in their order; claims of other things are left out. */
async function viewVouchers(tx: Tx, claims: Claim[]): Promise<Voucher[]> {
  if (claims.length === 0) return [];
  const quotas = new Map(
    (await listQuotas(tx.db, [...new Set(claims.map((claim) => claim.quotaId))])).map((quota) => [quota.id, quota]),
  );
  const releaseOf = (claim: Claim) => quotas.get(claim.quotaId)?.parentId ?? claim.quotaId;
  const released = await findRoundReleases(tx.db, [...new Set(claims.map(releaseOf))]);
  const kinds = await findKinds(tx.db, [...new Set([...released.values()].map((one) => one.kindId))]);
  const campaigns = await findCampaigns(tx.db, [...new Set([...kinds.values()].map((kind) => kind.campaignId))]);
  const used = await redemptionsOfClaims(
    tx.db,
    claims.map((claim) => claim.id),
  );
  return claims.flatMap((claim) => {
    const kind = kinds.get(released.get(releaseOf(claim))?.kindId ?? "");
    const campaign = kind && campaigns.get(kind.campaignId);
    const quota = quotas.get(claim.quotaId);
    if (kind === undefined || campaign === undefined || quota === undefined) return [];
    const redemption = claim.state === "redeemed" ? used.get(claim.id) : undefined;
    return {
      claimId: claim.id,
      number: claim.number,
      title: kind.title,
      campaignId: campaign.id,
      campaignTitle: campaign.title,
      benefit: kind.benefit,
      state: stateOf(claim),
      ...validityOf(claim, quota),
      holdUntil: claim.holdUntil?.toISOString() ?? null,
      redeemedAt: redemption?.redeemedAt.toISOString() ?? null,
      redeemedStore: redemption?.storeName ?? null,
      amountFen: redemption?.amountFen ?? null,
      subsidyFen: redemption?.offFen ?? null,
    };
  });
}

/** What lapsed with a reason was voided: goods were brought back. */
const stateOf = (claim: Claim): Voucher["state"] =>
  claim.state === "lapsed" && claim.reason !== null ? "voided" : claim.state;

/** A claim that is still waited for has the days that it would get. */
const validityOf = (claim: Claim, quota: QuotaRow) => ({
  validFrom: (claim.validFrom ?? quota.validFrom).toISOString(),
  validUntil: (claim.validUntil ?? quota.validUntil).toISOString(),
});
