import { listDecisions, recordDecision, samePerson, type Verdict } from "#engines/decisions";
import { getSource } from "#engines/funds";
import { createCap } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { assertWinsCounted } from "#modules/releases";
import {
  budgetTooSmall,
  changedMeanwhile,
  incomplete,
  makerCannotCheck,
  noFundSource,
  noSuchCampaign,
  roundInThePast,
  sourceOfUnionAbove,
  wrongState,
} from "../benefits.errors.ts";
import { type Awaited, campaignPolicy, hasMade, holdsStep, mayManage, mayRead, peopleOf } from "../benefits.policy.ts";
import { databaseNow } from "../database-now.ts";
import { peopleOfNode } from "../office/office.store.ts";
import { mayPayFor } from "../organisations.ts";
import { assertQuotasHold } from "../quotas/quotas-hold.ts";
import { seeingAll } from "../sight.ts";
import { publishCover } from "./campaign.cover.ts";
import { budgetNeededFen } from "./campaign.rules.ts";
import type { Campaign } from "./campaign.schemas.ts";
import {
  type CampaignRow,
  lockCampaign,
  markApproved,
  markChecked,
  markRejected,
  markSubmitted,
  storeIdsOf,
} from "./campaign.store.ts";
import { factsOf, scheduleOf } from "./campaign.view.ts";
import { getView, note } from "./draft-campaign.service.ts";
import { type Kind, listKinds } from "./kind.store.ts";
import { capOf, publishRound } from "./publish-round.ts";
import { type Round, roundsOf } from "./schedule.rules.ts";

/** What comes with a step: a word, and the document that it rests on. */
export interface Word {
  note?: string | undefined;
  fileId?: string | null | undefined;
}

/** Hands a draft (or a refused campaign) to others. Throws what would stop the approval. */
export async function submitCampaign(ctx: Ctx, id: string, word: Word = {}): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    authorise(tx.actor, mayManage, campaign);
    const facts = factsOf(campaign, tx.clock.now());
    if (!campaignPolicy.submit(tx.actor, facts)) throw wrongState(facts.state, "submit");

    await assertComplete(tx, campaign);

    const awaits = (await peopleOfNode(tx.db, campaign.node)) === 3 ? "checked" : "approved";
    const decided = await listDecisions(tx.db, { type: "campaign", id });
    const again = decided.some((one) => one.revision === campaign.revision);
    await markSubmitted(tx.db, id, { by: accountOf(tx), awaits, again });
    const revision = campaign.revision + (again ? 1 : 0);
    await take(tx, { ...campaign, revision }, { step: "handed_in", verdict: "passed", ...word });
    await note(tx, campaign, "benefits.campaign_submitted");
    await announce(tx, "benefits.campaign_submitted", { node: campaign.node, campaignId: id });
    return getView(tx, id);
  });
}

interface Passing extends Word {
  id: string;
  revision: number;
  key: string;
}

/**
 * The second person's yes, where a third one approves. Idempotent by key. Throws benefits.maker_cannot_check,
 * benefits.wrong_state, benefits.changed_meanwhile, decisions.same_person and what would stop the approval.
 */
export async function checkCampaign(ctx: Ctx, { id, revision, key, ...word }: Passing): Promise<Campaign> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.check", key, request: { id, revision, ...word } }, async () => {
      const campaign = await getLocked(tx, id);
      assertMayDecide(tx, campaign, "check");
      if (campaign.revision !== revision) throw changedMeanwhile();
      await assertComplete(tx, campaign);

      await take(tx, campaign, { step: "checked", verdict: "passed", ...word });
      await markChecked(tx.db, id, { id: accountOf(tx), name: nameOfActor(tx) });
      await note(tx, campaign, "benefits.campaign_checked");
      await announce(tx, "benefits.campaign_checked", { node: campaign.node, campaignId: id });
      return getView(tx, id);
    }),
  );
}

/**
 * The last person's yes to the campaign as of `revision`: every round is published and its money set aside, all or
 * nothing. Idempotent by key. Throws what `checkCampaign` throws, benefits.source_of_union_above,
 * benefits.round_in_the_past, benefits.budget_too_small, funds.budget_exceeded.
 */
export async function approveCampaign(
  ctx: Ctx,
  secrets: Secrets,
  { id, revision, key, ...word }: Passing,
): Promise<Campaign> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.approve", key, request: { id, revision, ...word } }, async () => {
      const campaign = await getLocked(tx, id);
      assertMayDecide(tx, campaign, "approve");
      if (campaign.revision !== revision) throw changedMeanwhile();
      const { kinds, rounds } = await assertComplete(tx, campaign);
      await assertMaySpend(tx, campaign, peopleOf(campaign));

      await take(tx, campaign, { step: "approved", verdict: "passed", ...word });
      await markApproved(tx.db, id, { id: accountOf(tx), name: nameOfActor(tx) });
      // Stock and money are the server's; the approver's duty on this campaign was asked above.
      await seeingAll(tx, async () => {
        for (const kind of kinds) await createCap(tx, { ...capOf(kind), node: campaign.node });
        for (const round of rounds) await publishRound(tx, secrets, { campaign, kinds, round });
      });
      await publishCover(tx, id);
      await note(tx, campaign, "benefits.campaign_approved", { rounds: rounds.length, budgetFen: campaign.budgetFen });
      await announce(tx, "benefits.campaign_approved", { node: campaign.node, campaignId: id });
      return getView(tx, id);
    }),
  );
}

/** The no of whoever's step it is, with the reason that the maker reads; it can be changed and handed in again. */
export async function rejectCampaign(
  ctx: Ctx,
  { id, reason, fileId }: { id: string; reason: string; fileId?: string | null },
): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertMayDecide(tx, campaign, "reject");

    await take(tx, campaign, { step: campaign.awaits ?? "checked", verdict: "refused", note: reason, fileId });
    await markRejected(tx.db, id, reason);
    await note(tx, campaign, "benefits.campaign_rejected", { reason });
    await announce(tx, "benefits.campaign_rejected", { node: campaign.node, campaignId: id });
    return getView(tx, id);
  });
}

/** Writes down one person's step; nobody takes two, and nobody who had a hand in the campaign takes the later ones. */
const take = (tx: Tx, campaign: CampaignRow, given: Word & { step: "handed_in" | Awaited; verdict: Verdict }) =>
  recordDecision(tx, {
    ...{ object: { type: "campaign", id: campaign.id }, node: campaign.node, revision: campaign.revision },
    ...given,
    distinctFrom: earlier[given.step],
    notBy: given.step === "handed_in" ? [] : [campaign.createdBy, ...campaign.editedBy].filter((id) => id !== null),
  });

const earlier = { handed_in: [], checked: ["handed_in"], approved: ["handed_in", "checked"] } as const;

export async function getLocked(tx: Tx, id: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx.db, id);
  if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();
  return campaign;
}

/** Missing right is 403, wrong moment 409: the right is asked as if the campaign waited for this step. */
function assertMayDecide(tx: Tx, campaign: CampaignRow, act: "check" | "approve" | "reject"): void {
  const facts = factsOf(campaign, tx.clock.now());
  if (hasMade(tx.actor, facts)) throw makerCannotCheck();
  const asked = act === "approve" ? "approved" : act === "check" ? "checked" : (facts.awaits ?? "checked");
  if (facts.awaits !== asked) {
    const settled = facts.awaits === null ? { ...facts, checkedBy: null } : facts;
    authorise(tx.actor, campaignPolicy[act], { ...settled, awaits: asked });
    throw wrongState(facts.awaits ?? facts.state, act);
  }
  if (facts.checkedBy === accountOf(tx)) throw samePerson("checked");
  authorise(tx.actor, campaignPolicy[act], facts);
}

/** Everything without which no money may open: kinds, stores, a source of this union, rounds ahead, enough budget. */
async function assertComplete(tx: Tx, campaign: CampaignRow): Promise<{ kinds: Kind[]; rounds: Round[] }> {
  assertWinsCounted(campaign.eligibility, [{ scope: "campaign" }]); // each kind counts over the whole campaign
  const kinds = await listKinds(tx.db, [campaign.id]);
  if (kinds.length === 0) throw incomplete("kinds");
  await assertQuotasHold(tx, campaign, kinds);
  if ((await storeIdsOf(tx.db, [campaign.id])).get(campaign.id) === undefined) throw incomplete("stores");
  const { fundSourceId } = campaign;
  if (fundSourceId === null) throw noFundSource();
  const source = await seeingAll(tx, () => getSource(tx, fundSourceId));
  if (!mayPayFor(source.node, campaign.node)) throw noFundSource();

  const rounds = roundsOf(scheduleOf(campaign));
  const now = await databaseNow(tx.db);
  const past = rounds.find((round) => round.opensAt <= now);
  if (past !== undefined) throw roundInThePast(past.opensAt.toISOString());
  const needed = budgetNeededFen(kinds, rounds.length);
  if (needed > campaign.budgetFen) throw budgetTooSmall(needed, campaign.budgetFen);
  return { kinds, rounds };
}

/** Money is spent by who may approve where it lies: that of a union above needs somebody there. */
export async function assertMaySpend(
  tx: Tx,
  { fundSourceId }: Pick<CampaignRow, "fundSourceId">,
  people: 2 | 3,
): Promise<void> {
  if (fundSourceId === null) throw noFundSource();
  const source = await seeingAll(tx, () => getSource(tx, fundSourceId));
  if (!holdsStep(tx.actor, source, "approved", people)) throw sourceOfUnionAbove();
}

/** The account that acts: making and checking are always somebody's. */
export function accountOf(tx: Tx): string {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  return tx.actor.accountId;
}

/** The acting staff member's name, kept with what they decide. */
export const nameOfActor = (tx: Tx): string => (tx.actor.kind === "staff" ? tx.actor.name : "");
