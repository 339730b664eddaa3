import { balances, changeBudget } from "#engines/funds";
import { createCap } from "#engines/stock";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { noFundSource, noSuchCampaign } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { budgetNeededFen } from "./campaign.rules.ts";
import { type CampaignRow, lockCampaign, raiseBudget, updateCampaign } from "./campaign.store.ts";
import { scheduleOf } from "./campaign.view.ts";
import { type Kind, listKinds } from "./kind.store.ts";
import { capOf, publishRound } from "./publish-round.ts";
import { listRounds } from "./round.store.ts";
import { type Round, roundsOf } from "./schedule.rules.ts";

/**
 * A round that opens in `opensInSeconds` and can be entered at once, with a cap of its own: for a demonstration, where
 * the same few people try it again and again. The server's alone: for a person every round needs the second person's yes.
 */
export async function openExtraRound(
  system: Ctx,
  secrets: Secrets,
  given: { campaignId: string; opensInSeconds: number; openMinutes: number },
): Promise<{ releaseIds: string[]; opensAt: Date }> {
  return transact(system, async (tx) => {
    const { campaign, kinds, now } = await getOwn(tx, given.campaignId);
    await payFor(tx, campaign, kinds, 1);
    const own = kinds.map((kind) => ({ ...kind, capId: uuidv7(), perPerson: 1 }));
    for (const kind of own) await createCap(tx, { ...capOf(kind), scope: "round", node: campaign.node });

    const known = await listRounds(tx.db, campaign.id);
    const opensAt = freeSecond(new Date(now.getTime() + given.opensInSeconds * 1000), known);
    const round = {
      number: known.length + 1,
      entryOpensAt: now,
      opensAt,
      closesAt: new Date(opensAt.getTime() + given.openMinutes * 60_000),
    };
    const releaseIds = await publishRound(tx, secrets, { campaign, kinds: own, round, capScope: "round" });
    return { releaseIds, opensAt };
  });
}

/** The next whole second at which no round of the campaign opens yet. */
function freeSecond(from: Date, known: { opensAt: Date }[]): Date {
  const taken = new Set(known.map((round) => round.opensAt.getTime()));
  let second = Math.ceil(from.getTime() / 1000) * 1000;
  while (taken.has(second)) second += 1000;
  return new Date(second);
}

/** Lets a demonstration's campaign go on: its end moves ahead and the rounds of the next weeks are published. */
export async function keepGoing(
  system: Ctx,
  secrets: Secrets,
  given: { campaignId: string; weeks: number; firstOpensAt: Date },
): Promise<number> {
  return transact(system, async (tx) => {
    const { campaign, kinds, now } = await getOwn(tx, given.campaignId);
    const today = dayOf(now);
    // Vouchers of the last of these rounds keep their days.
    const endsOn = [campaign.endsOn, addDays(today, (given.weeks + 4) * 7)].sort().at(-1) ?? campaign.endsOn;
    const going = { ...campaign, endsOn };
    await updateCampaign(tx.db, going);

    const known = await listRounds(tx.db, campaign.id);
    const missing = missingRounds(going, { ...given, today }, known, now);
    await payFor(tx, going, kinds, missing.length);
    for (const [index, round] of missing.entries())
      await publishRound(tx, secrets, {
        campaign: going,
        kinds,
        round: { ...round, number: known.length + index + 1 },
      });
    return missing.length;
  });
}

function missingRounds(
  campaign: CampaignRow,
  given: { firstOpensAt: Date; weeks: number; today: string },
  known: { opensAt: Date }[],
  now: Date,
): Round[] {
  const endsOn = addDays(given.today, given.weeks * 7);
  const planned = roundsOf({
    ...scheduleOf(campaign),
    firstOpensAt: given.firstOpensAt,
    startsOn: given.today,
    endsOn,
  });
  const there = new Set(known.map((round) => round.opensAt.getTime()));
  return planned.filter((round) => round.opensAt > now && !there.has(round.opensAt.getTime()));
}

async function getOwn(tx: Tx, campaignId: string): Promise<{ campaign: CampaignRow; kinds: Kind[]; now: Date }> {
  if (tx.actor.kind !== "system") throw forbidden("access.forbidden");
  const campaign = await lockCampaign(tx.db, campaignId);
  if (campaign === undefined) throw noSuchCampaign();
  return { campaign, kinds: await listKinds(tx.db, [campaignId]), now: await databaseNow(tx.db) };
}

/** Invented money does not run out. */
async function payFor(tx: Tx, campaign: CampaignRow, kinds: Kind[], rounds: number): Promise<void> {
  if (campaign.fundSourceId === null) throw noFundSource();
  const neededFen = budgetNeededFen(kinds, rounds);
  const { budget } = await balances(tx, campaign.fundSourceId);
  if (budget < neededFen)
    await changeBudget(tx, {
      sourceId: campaign.fundSourceId,
      amountFen: neededFen - budget,
      reference: { type: "campaign", id: campaign.id },
    });
  await raiseBudget(tx.db, campaign.id, neededFen);
}
