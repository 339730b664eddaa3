import { Problem } from "../server/kernel/problem.ts";
import { handleDiscrepancy, listDiscrepancyViews } from "../server/modules/benefits/merchants/discrepancies.service.ts";
import { returnGoods } from "../server/modules/benefits/returns/return-goods.service.ts";
import { syncOffline } from "../server/modules/benefits/tills/sync-offline.service.ts";
import { redeemVoucher } from "../server/modules/benefits/vouchers/redeem.service.ts";
import { undoVoucher } from "../server/modules/benefits/vouchers/undo-redemption.service.ts";
import { freshKey, type SeededRandom } from "./random.ts";
import { clerkPin, type SettlementWorld, type Shop, type Voucher } from "./settlement.world.ts";

interface Redeemed {
  id: string;
  shop: Shop;
  voucher: Voucher;
  amountFen: number;
}

/** What has happened at the tills so far. */
export interface Deeds {
  redeemed: Redeemed[];
  undone: number;
  returned: number;
  doubles: number;
  /** What the union bears of doubles. */
  borneFen: number;
  /** Deeds that the product refused, such as an undo of what was undone. */
  refused: number;
}

/** A period at the tills: new vouchers are used up to `share` of all, older ones are undone or brought back. */
export async function playPeriod(
  world: SettlementWorld,
  random: SeededRandom,
  { deeds, share }: { deeds: Deeds; share: number },
): Promise<void> {
  const until = Math.floor(world.vouchers.length * share);
  while (deeds.redeemed.length < until) {
    const voucher = world.vouchers[deeds.redeemed.length];
    if (voucher === undefined) return;
    await redeem(world, random, deeds, voucher);
    if (random.chance(0.12)) await tried(deeds, () => undo(world, random, deeds));
    if (random.chance(0.12)) await tried(deeds, () => bringBack(world, random, deeds));
  }
  await settleDoubles(world, random, deeds);
}

async function redeem(world: SettlementWorld, random: SeededRandom, deeds: Deeds, voucher: Voucher): Promise<void> {
  const [shop, other] = [random.pick(world.shops), random.pick(world.shops)];
  const amountFen = voucher.minSpendFen + random.below(30_000);
  const code = await world.codeFor(voucher);
  const power = { secrets: world.use.secrets, codes: world.codes };
  const bill = { code, amountFen, receipt: `R${deeds.redeemed.length}` };
  const acceptedAt = new Date();
  const done = await redeemVoucher(shop.till, power, { ...bill, key: freshKey() });
  deeds.redeemed.push({ id: done.id, shop, voucher, amountFen });
  if (!random.chance(0.1)) return;
  // The same code had been taken without network somewhere else a moment before.
  const taken = { code, amountFen, acceptedAt, clerkId: other.first, localId: freshKey() };
  const [outcome] = await syncOffline(other.till, power, [taken]);
  if (outcome?.outcome !== "double") throw new Error(`a double became ${JSON.stringify(outcome)}`);
  deeds.doubles++;
}

async function undo(world: SettlementWorld, random: SeededRandom, deeds: Deeds): Promise<void> {
  const { id, shop } = random.pick(deeds.redeemed);
  const input = { redemptionId: id, clerkId: shop.second, pin: clerkPin, reason: "输错" };
  await undoVoucher(shop.till, world.use.secrets, input);
  deeds.undone++;
}

async function bringBack(world: SettlementWorld, random: SeededRandom, deeds: Deeds): Promise<void> {
  const { id, shop, amountFen } = random.pick(deeds.redeemed);
  const goodsFen = random.chance(0.5) ? amountFen : 1 + random.below(amountFen);
  const second = { clerkId: shop.second, pin: clerkPin };
  await returnGoods(shop.till, world.use.secrets, {
    redemptionId: id,
    goodsFen,
    reason: "退货",
    second,
    key: freshKey(),
  });
  deeds.returned++;
}

/** Some doubles the union bears, some the merchant, and some nobody has looked at yet. */
async function settleDoubles(world: SettlementWorld, random: SeededRandom, deeds: Deeds): Promise<void> {
  const { items } = await listDiscrepancyViews(world.staff.approver, { handled: false, limit: 100 });
  for (const { id } of items) {
    if (random.chance(0.3)) continue;
    const borneFen = random.chance(0.5) ? 1 + random.below(2000) : undefined;
    await handleDiscrepancy(world.staff.approver, id, { note: "核对过", borneFen });
    deeds.borneFen += borneFen ?? 0;
  }
}

async function tried(deeds: Deeds, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    deeds.refused++;
  }
}
