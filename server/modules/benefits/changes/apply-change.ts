import type { Tx } from "#kernel/context";
import { conflict } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { changeAudience, closeRelease, reduceRelease, retimeRelease, topUpRelease } from "#modules/releases";
import { wrongState } from "../benefits.errors.ts";
import type { CampaignRow } from "../campaigns/campaign.store.ts";
import { publishRound } from "../campaigns/publish-round.ts";
import { listRounds } from "../campaigns/round.store.ts";
import { startAgain } from "../campaigns/run-campaign.service.ts";
import { validUntil } from "../campaigns/schedule.rules.ts";
import { seeingAll } from "../sight.ts";
import type { ChangeRow } from "./change.store.ts";
import * as store from "./change.store.ts";
import { type Plan, planChange } from "./change-plan.ts";
import { tellTouched } from "./touched.store.ts";

/** Everything of a change, or nothing; tells those whom it touches. Throws what stands against it. Gives what was done. */
export async function applyChange(
  tx: Tx,
  secrets: Secrets,
  { campaign, change, key }: { campaign: CampaignRow; change: ChangeRow; key: string },
): Promise<Plan["told"]> {
  const { changes: set } = change;
  const plan = await planChange(tx, campaign, set);
  assertPossible(campaign, plan, set);
  const after = {
    ...campaign,
    budgetFen: set.budgetFen ?? campaign.budgetFen,
    endsOn: set.endsOn ?? campaign.endsOn,
    eligibility: set.eligibility ?? campaign.eligibility,
  };
  await store.changeCampaignFacts(tx.db, campaign.id, after);
  // Stock, money and members' parts are the server's; who may decide on this campaign was asked before.
  await seeingAll(tx, async () => {
    await tellTouched(tx.db, plan.reach, {
      ...{ kind: "benefits.campaign_changed", params: { title: campaign.title, notice: change.notice } },
      ...{ link: `/campaigns/${campaign.id}`, act: `change:${change.id}` },
    });
    await changeStock(tx, plan, key);
    if (set.eligibility !== undefined)
      for (const { releaseId } of plan.live) await changeAudience(tx, releaseId, set.eligibility);
    for (const one of plan.moved) await move(tx, after, one, { kinds: plan.kinds, reason: change.reason });
    for (const { releases } of plan.withdrawn)
      for (const { releaseId } of releases) await closeRelease(tx, releaseId, change.reason);
    await addRounds(tx, secrets, after, plan);
    await store.withdrawStores(tx.db, campaign.id, set.withdrawStoreIds ?? []);
    const added = plan.stores.filter(({ id }) => set.addStoreIds?.includes(id));
    await store.addStores(tx.db, campaign, added);
  });
  if (set.resume) await startAgain(tx, campaign);
  return plan.told;
}

function assertPossible(campaign: CampaignRow, plan: Plan, set: ChangeRow["changes"]): void {
  const [problem] = plan.told.problems;
  if (problem !== undefined) throw conflict(problem.code, problem.params);
  if (set.resume && campaign.state !== "paused") throw wrongState(campaign.state, "resume");
}

/** What is taken away frees money for what is added. */
async function changeStock(tx: Tx, plan: Plan, key: string): Promise<void> {
  for (const { releaseId, units } of plan.stock) if (units < 0) await reduceRelease(tx, releaseId, -units);
  for (const { releaseId, units } of plan.stock)
    if (units > 0) await topUpRelease(tx, releaseId, units, `${key}/${releaseId}`); // one key of each release's own
}

async function move(
  tx: Tx,
  campaign: CampaignRow,
  { round, times, releases }: Plan["moved"][number],
  { kinds, reason }: { kinds: Plan["kinds"]; reason: string },
): Promise<void> {
  const { entryOpensAt, entryClosesAt, opensAt, closesAt } = times;
  const opens = opensAt.getTime() !== round.opensAt.getTime();
  for (const { releaseId, kindId } of releases) {
    const validDays = kinds.find((kind) => kind.id === kindId)?.validDays ?? 1;
    const began = round.entryOpensAt !== null && round.entryOpensAt <= tx.clock.now();
    await retimeRelease(tx, releaseId, {
      ...(opens && entryOpensAt !== null && !began ? { entryOpensAt } : {}),
      ...(opens && entryClosesAt !== null ? { entryClosesAt } : {}),
      ...(opens ? { opensAt, validFrom: opensAt, validUntil: validUntil(opensAt, validDays, campaign.endsOn) } : {}),
      ...{ closesAt, reason },
    });
    if (opens) await store.moveReminders(tx.db, releaseId, new Date(opensAt.getTime() - 600_000));
  }
  await store.moveRound(tx.db, round.id, { entryOpensAt, opensAt, closesAt });
}

async function addRounds(tx: Tx, secrets: Secrets, campaign: CampaignRow, plan: Plan): Promise<void> {
  const known = await listRounds(tx.db, campaign.id);
  const last = Math.max(0, ...known.map((round) => round.number));
  for (const [index, round] of plan.added.entries())
    await publishRound(tx, secrets, { campaign, kinds: plan.kinds, round: { ...round, number: last + index + 1 } });
}
