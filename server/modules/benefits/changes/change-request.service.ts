import { listDecisionsOf, recordDecision, samePerson, type Verdict, viewDecision } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { forbidden, Problem } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { mayGoOnWith } from "#kernel/sign-in/hand-over";
import { makerCannotCheck, noSuchChange, nothingChanges, wrongState } from "../benefits.errors.ts";
import { type Awaited, campaignPolicy, holdsStep, mayManage, peopleOf } from "../benefits.policy.ts";
import type { CampaignRow } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { accountOf, assertMaySpend, getLocked, nameOfActor, type Word } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { peopleOfNode } from "../office/office.store.ts";
import { applyChange } from "./apply-change.ts";
import type { ChangeInput, ChangePlan, ChangeRequest, ChangeSet } from "./change.schemas.ts";
import type { ChangeRow } from "./change.store.ts";
import * as store from "./change.store.ts";
import { planChange } from "./change-plan.ts";

/** What a change would do, before anybody is asked. */
export async function previewChange(ctx: Ctx, campaignId: string, changes: ChangeSet): Promise<ChangePlan> {
  return transact(ctx, async (tx) => {
    const campaign = await getChangeable(tx, campaignId);
    return (await planChange(tx, campaign, changes)).told;
  });
}

/** Asks for a change of an approved campaign; nothing happens until others have passed it. */
export async function askChange(ctx: Ctx, campaignId: string, input: ChangeInput): Promise<ChangeRequest> {
  return transact(ctx, async (tx) => {
    const campaign = await getChangeable(tx, campaignId);
    if (Object.keys(input.changes).length === 0) throw nothingChanges();
    await planChange(tx, campaign, input.changes); // what is not the campaign's is refused at once

    const awaits: Awaited = (await peopleOfNode(tx.db, campaign.node)) === 3 ? "checked" : "approved";
    const row = {
      ...{ id: uuidv7(), campaignId, node: campaign.node, awaits, changes: input.changes },
      ...{ reason: input.reason, notice: input.notice, askedBy: accountOf(tx), askedByName: nameOfActor(tx) },
    };
    await store.insertChange(tx.db, row);
    await take(tx, row, { step: "handed_in", verdict: "passed", note: input.reason, fileId: input.fileId });
    await note(tx, campaign, "benefits.change_asked", { changeId: row.id, fields: Object.keys(input.changes) });
    await announce(tx, "benefits.change_asked", { node: campaign.node, campaignId, changeId: row.id });
    return getChange(tx, campaign, row.id);
  });
}

interface Passing extends Word {
  id: string;
  key: string;
}

/** The second person's yes, where a third one approves. */
export async function checkChange(ctx: Ctx, { id, key, ...word }: Passing): Promise<ChangeRequest> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.check_change", key, request: { id, ...word } }, async () => {
      const { campaign, change } = await getAwaiting(tx, id, "checked");

      await take(tx, change, { step: "checked", verdict: "passed", ...word });
      await store.passCheck(tx.db, id, accountOf(tx));
      await note(tx, campaign, "benefits.change_checked", { changeId: id });
      await announce(tx, "benefits.change_checked", { node: campaign.node, campaignId: campaign.id, changeId: id });
      return getChange(tx, campaign, id);
    }),
  );
}

/**
 * The last person's yes: the whole change is made at once, in running releases too, and those whom it touches are told. Throws
 * decisions.same_person, benefits.change_beyond_budget {missingFen}, benefits.change_beyond_fund, stock.below_taken,
 * stock.wrong_times, benefits.source_of_union_above.
 */
export async function approveChange(ctx: Ctx, secrets: Secrets, { id, key, ...word }: Passing): Promise<ChangeRequest> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.approve_change", key, request: { id, ...word } }, async () => {
      const { campaign, change } = await getAwaiting(tx, id, "approved");
      await assertMaySpend(tx, campaign, peopleOf(change));

      await take(tx, change, { step: "approved", verdict: "passed", ...word });
      const done = await applyChange(tx, secrets, { campaign, change, key });
      await store.settleChange(tx.db, id, "applied", done);
      const { touches } = done;
      await note(tx, campaign, "benefits.change_applied", { changeId: id, ...touches });
      await announce(tx, "benefits.change_applied", { node: campaign.node, campaignId: campaign.id, changeId: id });
      return getChange(tx, campaign, id);
    }),
  );
}

/** The no of whoever's step it is. */
export async function refuseChange(
  ctx: Ctx,
  { id, reason, fileId }: { id: string; reason: string; fileId?: string | null },
): Promise<ChangeRequest> {
  return transact(ctx, async (tx) => {
    const { campaign, change } = await getAwaiting(tx, id);

    await take(tx, change, { step: change.awaits ?? "checked", verdict: "refused", note: reason, fileId });
    await store.settleChange(tx.db, id, "refused");
    await note(tx, campaign, "benefits.change_refused", { changeId: id, reason });
    return getChange(tx, campaign, id);
  });
}

/** Whoever asked, or took over from them, takes it back. */
export async function withdrawChange(ctx: Ctx, id: string): Promise<ChangeRequest> {
  return transact(ctx, async (tx) => {
    const { campaign, change } = await getBoth(tx, id);
    if (!(await mayGoOnWith(tx, { by: change.askedBy, node: change.node }))) throw forbidden("access.forbidden");
    if (change.awaits === null) throw wrongState(change.state, "withdraw");

    await store.settleChange(tx.db, id, "withdrawn");
    await note(tx, campaign, "benefits.change_withdrawn", { changeId: id });
    return getChange(tx, campaign, id);
  });
}

export async function listChangeRequests(ctx: Ctx, campaignId: string): Promise<{ items: ChangeRequest[] }> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, campaignId);
    return { items: await view(tx, campaign, await store.listChanges(tx.db, campaignId)) };
  });
}

async function getChange(tx: Tx, campaign: CampaignRow, id: string): Promise<ChangeRequest> {
  const rows = (await store.listChanges(tx.db, campaign.id)).filter((row) => row.id === id);
  const [found] = await view(tx, campaign, rows);
  if (found === undefined) throw noSuchChange();
  return found;
}

async function view(tx: Tx, campaign: CampaignRow, rows: ChangeRow[]): Promise<ChangeRequest[]> {
  const decisions = await listDecisionsOf(tx.db, { type: "campaign_change", ids: rows.map((row) => row.id) });
  const items: ChangeRequest[] = [];
  for (const row of rows) {
    const { id, campaignId, changes, reason, notice, state, awaits } = row;
    const may = awaits !== null && mayTake(tx, row, awaits);
    items.push({
      ...{ id, campaignId, changes, reason, notice, state, awaits, askedBy: row.askedByName },
      askedAt: row.askedAt.toISOString(),
      plan: awaits === null ? row.done : await planNow(tx, campaign, changes),
      history: (decisions.get(id) ?? []).map(viewDecision),
      can: {
        ...{ check: may && awaits === "checked", approve: may && awaits === "approved", reject: may },
        withdraw: awaits !== null && (await mayGoOnWith(tx, { by: row.askedBy, node: row.node })),
      },
    });
  }
  return items;
}

/** What an open request would do now; what has become impossible meanwhile is said, not thrown. */
async function planNow(tx: Tx, campaign: CampaignRow, changes: ChangeSet): Promise<ChangePlan> {
  try {
    return (await planChange(tx, campaign, changes)).told;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { budgetFen } = campaign;
    const touches = { people: 0, entered: 0, waiting: 0, holding: 0, reminded: 0, stores: 0, releases: 0 };
    const money = { beforeFen: 0, afterFen: 0, budgetFen, fundFreeFen: null };
    return { lines: [], touches, money, problems: [{ code: error.code, params: {} }] };
  }
}

/** Whether the actor holds the step's duty and took none before. */
export const mayTake = (tx: Tx, change: ChangeRow, step: Awaited): boolean =>
  tx.actor.kind === "staff" &&
  ![change.askedBy, change.checkedBy].includes(tx.actor.accountId) &&
  holdsStep(tx.actor, change, step, peopleOf(change));

async function getChangeable(tx: Tx, campaignId: string): Promise<CampaignRow> {
  const campaign = await getLocked(tx, campaignId);
  authorise(tx.actor, mayManage, campaign);
  const facts = factsOf(campaign, tx.clock.now());
  if (!campaignPolicy.change(tx.actor, facts)) throw wrongState(facts.state, "change");
  return campaign;
}

/** The campaign first, then the request: whoever approves both at once waits. */
async function getBoth(tx: Tx, id: string): Promise<{ campaign: CampaignRow; change: ChangeRow }> {
  const campaignId = await store.findCampaignOfChange(tx.db, id);
  if (campaignId === undefined) throw noSuchChange();
  const campaign = await getLocked(tx, campaignId);
  const change = await store.lockChange(tx.db, id);
  if (change === undefined) throw noSuchChange();
  return { campaign, change };
}

async function getAwaiting(tx: Tx, id: string, step?: Awaited) {
  const both = await getBoth(tx, id);
  const { change } = both;
  const asked = step ?? change.awaits ?? "checked";
  authorise(tx.actor, (actor, row: ChangeRow) => holdsStep(actor, row, asked, peopleOf(row)), change);
  if (change.awaits !== asked) throw wrongState(change.awaits ?? change.state, "decide");
  if (change.askedBy === accountOf(tx)) throw makerCannotCheck();
  if (change.checkedBy === accountOf(tx)) throw samePerson("checked");
  return both;
}

const take = (
  tx: Tx,
  change: Pick<ChangeRow, "id" | "node" | "askedBy">,
  given: Word & { step: "handed_in" | Awaited; verdict: Verdict },
) =>
  recordDecision(tx, {
    ...{ object: { type: "campaign_change", id: change.id }, node: change.node, revision: 1 },
    ...given,
    distinctFrom: given.step === "handed_in" ? [] : given.step === "checked" ? ["handed_in"] : ["handed_in", "checked"],
    notBy: given.step === "handed_in" ? [] : [change.askedBy],
  });
