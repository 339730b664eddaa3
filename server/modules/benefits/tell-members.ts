import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { subscribe } from "#kernel/outbox/outbox";
import { findRedemption } from "./vouchers/redemption.store.ts";

/** Tells members that their voucher was used, or that the use was taken back. Gives the way to end it. */
export function tellMembers(): () => void {
  const ends = [
    subscribe("benefits.redeemed", (ctx, event) => tell(ctx, "benefits.redeemed", event.payload)),
    subscribe("benefits.goods_returned", (ctx, event) => tellOfReturn(ctx, event.payload)),
    subscribe("benefits.redemption_undone", (ctx, event) => tell(ctx, "benefits.redemption_undone", event.payload)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** What became of the voucher; nothing when the discount stands. */
async function tellOfReturn(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  if (payload.outcome === "stands") return;
  const backFen = Number(payload.backFen);
  if (payload.outcome === "reissued" && typeof payload.validUntil === "string") {
    // The last moment is the first of the next day; people know the day before it.
    const lastDay = dayOf(new Date(Date.parse(payload.validUntil) - 1));
    return tell(ctx, "benefits.voucher_reissued", payload, { lastDay });
  }
  if (payload.whole) return tell(ctx, "benefits.voucher_voided", payload);
  return tell(ctx, "benefits.subsidy_back", payload, { backFen });
}

async function tell(
  ctx: Ctx,
  kind: string,
  payload: Record<string, unknown>,
  more: Record<string, string | number> = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const redemption = await findRedemption(tx.db, String(payload.redemptionId));
    if (redemption === undefined) return;
    await sendInbox(tx, {
      personId: redemption.personId,
      kind,
      params: { title: redemption.title, store: redemption.storeName, offFen: redemption.offFen, ...more },
      link: `/vouchers/${redemption.claimId}`,
      dedupe: `${kind}:${redemption.id}`,
    });
  });
}
