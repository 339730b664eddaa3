import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, pathsHolding } from "#kernel/policy";
import {
  fixedAfterApproval,
  noSuchCampaign,
  organisationFixed,
  storeNotOffered,
  wrongDays,
  wrongState,
} from "../benefits.errors.ts";
import { campaignPolicy, mayManage, mayRead } from "../benefits.policy.ts";
import { findStores } from "../merchants/merchant.store.ts";
import { getOrganisationNode, isOffered } from "../organisations.ts";
import { dropQuotas } from "../quotas/quota.store.ts";
import { saveTillRule } from "../returns/till-rule.store.ts";
import { seeingAll } from "../sight.ts";
import { exchangeCover } from "./campaign.cover.ts";
import { fixedBy, whatChanges } from "./campaign.rules.ts";
import type { Campaign, CampaignChange, NewCampaign } from "./campaign.schemas.ts";
import {
  type CampaignRow,
  findCampaign,
  insertCampaign,
  listCampaigns,
  lockCampaign,
  replaceCampaignStores,
  updateCampaign,
} from "./campaign.store.ts";
import { factsOf, viewCampaigns } from "./campaign.view.ts";
import { keptKinds } from "./kept-kinds.rules.ts";
import { type Kind, listKinds, replaceKinds } from "./kind.store.ts";
import { assertSharesWithin } from "./kind-shares.ts";

/** Opens a draft. Nothing is checked yet but its shape: a preview says what is still wrong. */
export async function draftCampaign(ctx: Ctx, input: NewCampaign): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, input.organisationId);
    authorise(tx.actor, mayManage, { node });

    const row: CampaignRow = {
      ...{
        id: uuidv7(),
        node,
        state: "draft",
        reason: null,
        editedBy: [],
        submittedBy: null,
        checkedBy: null,
        checkedByName: null,
        approvedBy: null,
        approvedByName: null,
        awaits: null,
        pausedBy: null,
        pausedByName: null,
        pausedByChecker: false,
        vouchersStopped: false,
        revision: 1,
      },
      createdBy: tx.actor.kind === "staff" ? tx.actor.accountId : null,
      createdByName: tx.actor.kind === "staff" ? tx.actor.name : null,
      ...columnsOf(input),
    };
    for (const kind of input.kinds) await assertSharesWithin(tx, node, kind.shares);
    await exchangeCover(tx, row, null);
    await insertCampaign(tx.db, row);
    await replaceKinds(tx.db, row, kindsOf(row, input.kinds));
    await replaceStores(tx, row, input.storeIds);
    await saveTillRule(tx.db, row, input.till);
    await note(tx, row, "benefits.campaign_drafted");
    return getView(tx, row.id);
  });
}

/**
 * Changes a draft; texts also later. Throws benefits.fixed_after_approval {field: amount, stock, audience, time or stores}, benefits.wrong_state while it lies with the checker.
 */
export async function changeCampaign(ctx: Ctx, id: string, given: CampaignChange): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const before = await lockCampaign(tx.db, id);
    if (before === undefined) throw noSuchCampaign();
    const facts = factsOf(before, tx.clock.now());

    authorise(tx.actor, mayManage, before);
    const change = whatChanges(await getView(tx, id), given);
    if (change.organisationId !== undefined) throw organisationFixed();
    if (facts.state === "submitted" || facts.state === "ended") throw wrongState(facts.state, "edit");
    const fixed = campaignPolicy.edit(tx.actor, facts) ? undefined : fixedBy(change);
    if (fixed !== undefined) throw fixedAfterApproval(fixed);
    // Whoever sends a form back as it is has had no hand in it.
    if (Object.keys(change).length === 0) return getView(tx, id);

    const editor = tx.actor.kind === "staff" ? [tx.actor.accountId] : [];
    const editedBy = [...new Set([...before.editedBy, ...editor])];
    const row = { ...before, ...columnsOf(change), editedBy };
    if (row.endsOn < row.startsOn) throw wrongDays();
    for (const kind of change.kinds ?? []) await assertSharesWithin(tx, row.node, kind.shares);
    await exchangeCover(tx, row, before.coverFileId);
    await updateCampaign(tx.db, row);
    if (change.kinds !== undefined) await changeKinds(tx, row, change.kinds);
    if (change.storeIds !== undefined) await replaceStores(tx, row, change.storeIds);
    if (change.till !== undefined) await saveTillRule(tx.db, row, change.till);
    await note(tx, row, "benefits.campaign_changed", { fields: Object.keys(change) });
    return getView(tx, id);
  });
}

export async function getCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  return transact(ctx, (tx) => getView(tx, id));
}

/** Campaigns of the subtrees on which the actor may read benefits, newest first. */
export async function listCampaignViews(
  ctx: Ctx,
  page: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ items: Campaign[]; next: string | null }> {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "benefits.read");
    const rows = await listCampaigns(tx.db, { ...page, paths, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const next = rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await viewCampaigns(tx, shown), next };
  });
}

/** The campaign as the actor reads it. Throws benefits.no_such_campaign when it is none of the actor's. */
export async function getView(tx: Tx, id: string): Promise<Campaign> {
  const row = await findCampaign(tx.db, id);
  if (row === undefined || !mayRead(tx.actor, row)) throw noSuchCampaign();
  const [view] = await viewCampaigns(tx, [row]);
  if (view === undefined) throw noSuchCampaign();
  return view;
}

type Columns = Pick<
  CampaignRow,
  | "title"
  | "theme"
  | "tags"
  | "description"
  | "rules"
  | "coverColour"
  | "coverFileId"
  | "budgetFen"
  | "fundSourceId"
  | "startsOn"
  | "endsOn"
  | "recurrence"
  | "firstOpensAt"
  | "mode"
  | "entryMinutes"
  | "openMinutes"
  | "eligibility"
  | "organisationId"
  | "awardsChecked"
>;

function columnsOf(input: NewCampaign): Columns;
function columnsOf(input: CampaignChange): Partial<Columns>;
function columnsOf({ kinds, storeIds, till, schedule, ...columns }: CampaignChange): Partial<Columns> {
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  if (schedule === undefined) return given;
  const { rule, firstOpensAt, mode, entryMinutes, openMinutes } = schedule;
  return { ...given, recurrence: rule, firstOpensAt: new Date(firstOpensAt), mode, entryMinutes, openMinutes };
}

const kindsOf = (
  campaign: Pick<CampaignRow, "id" | "node">,
  kinds: NewCampaign["kinds"],
  before: readonly Pick<Kind, "id" | "capId" | "title">[] = [],
): Kind[] => {
  const kept = keptKinds(kinds, before);
  return kinds.map((kind, position) => ({
    ...kind,
    ...(kept[position] ?? { id: uuidv7(), capId: uuidv7() }),
    ...{ campaignId: campaign.id, node: campaign.node, position },
  }));
};

/** Kinds that are changed stay the same ones, and so do the quotas of unions in them. */
async function changeKinds(tx: Tx, campaign: CampaignRow, wanted: NewCampaign["kinds"]): Promise<void> {
  const kinds = kindsOf(campaign, wanted, await listKinds(tx.db, [campaign.id]));
  const ids = kinds.map(({ id }) => id);
  await dropQuotas(tx.db, campaign.id, ids);
  await replaceKinds(tx.db, campaign, kinds);
}

async function replaceStores(tx: Tx, campaign: CampaignRow, storeIds: string[]): Promise<void> {
  const wanted = [...new Set(storeIds)];
  // Merchants of unions above are offered too; which ones is decided here.
  const stores = await seeingAll(tx, () => findStores(tx.db, wanted));
  const offered = new Set(stores.filter((store) => isOffered(store.node, campaign.node)).map((store) => store.id));
  const foreign = wanted.find((storeId) => !offered.has(storeId));
  if (foreign !== undefined) throw storeNotOffered(foreign);
  await replaceCampaignStores(tx.db, campaign, stores);
}

export const note = (
  tx: Tx,
  { id, node }: Pick<CampaignRow, "id" | "node">,
  action: string,
  detail: Record<string, unknown> = {},
) => record(tx, { chain: `campaign:${id}`, node, action, object: { type: "campaign", id }, detail });
