import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, hasDuty, pathsHolding } from "#kernel/policy";
import { noSuchCampaign, noSuchOrganisation, noSuchPastYear } from "../benefits.errors.ts";
import { mayManage } from "../benefits.policy.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { getOrganisationNode } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { groupMoved, leverageOf, sumMoved, yearTotals } from "./leverage.rules.ts";
import * as store from "./leverage.store.ts";

/** How much spending the subsidies moved: by campaign, kind, store and month, and over the years. */
export async function getLeverage(ctx: Ctx, organisationId: string | undefined) {
  return transact(ctx, async (tx) => {
    const paths = await pathsFor(tx, organisationId);
    // Stores are the merchants'; which campaigns are counted is said by the actor's paths.
    return seeingAll(tx, async () => {
      const campaigns = await store.listCampaignsWithGoals(tx.db, paths);
      const moved = await store.listMoved(tx.db, paths);
      const past = await store.listPastYears(tx.db, paths);
      const [kinds, stores] = [groupMoved(moved, "kindId"), groupMoved(moved, "storeId")];
      const ids = (groups: { key: string }[]) => groups.map(({ key }) => key);
      const names = await store.namesOfParts(tx.db, ids(kinds), ids(stores));
      const named = (groups: typeof kinds) => groups.map((one) => ({ ...one, name: names.get(one.key) ?? "" }));
      return {
        total: { ...sumMoved(moved), issuedFen: campaigns.reduce((sum, one) => sum + one.issuedFen, 0) },
        campaigns: campaigns.map((campaign) => viewCampaign(tx, campaign, moved)),
        ...{ kinds: named(kinds), stores: named(stores), months: groupMoved(moved, "month") },
        years: yearTotals([...past, ...campaigns.map((campaign) => yearOf(campaign, moved))]),
        pastYears: past.map((row) => viewPastYear(tx, row)),
        can: { enter: paths.some((path) => hasDuty(tx.actor, "benefits.manage", path)) },
      };
    });
  });
}

async function pathsFor(tx: Tx, organisationId: string | undefined): Promise<string[]> {
  if (organisationId === undefined) return pathsHolding(tx.actor, "benefits.read");
  const node = await getOrganisationNode(tx.db, organisationId);
  if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
  return [node];
}

function viewCampaign(tx: Tx, campaign: store.CampaignRow, moved: readonly store.MovedRow[]) {
  const { id, node, title, theme, startsOn, endsOn, issuedFen, expectedSpendingFen } = campaign;
  const own = sumMoved(moved.filter((row) => row.campaignId === id));
  return {
    ...{ id, title, theme, startsOn, endsOn, issuedFen, ...own },
    goal: {
      expectedSpendingFen,
      ...{
        partners: campaign.partners ?? [],
        highlights: campaign.highlights ?? [],
        channels: campaign.channels ?? [],
      },
      /** Of what was expected, in hundredths. */
      reached: expectedSpendingFen === null ? null : leverageOf(own.spendingFen * 100, expectedSpendingFen),
    },
    can: { setGoal: mayManage(tx.actor, { node }) },
  };
}

/** What this system counted, in the year in which the campaign began. */
function yearOf(campaign: store.CampaignRow, moved: readonly store.MovedRow[]) {
  const { vouchers, spendingFen, subsidyFen } = sumMoved(moved.filter((row) => row.campaignId === campaign.id));
  const { theme, title, issuedFen } = campaign;
  const year = Number(campaign.startsOn.slice(0, 4));
  return { year, theme: theme === "" ? title : theme, issuedFen, redeemedFen: subsidyFen, spendingFen, vouchers };
}

const viewPastYear = (tx: Tx, row: store.PastYearRow) => ({
  ...{ id: row.id, organisationId: row.organisationId, year: row.year, theme: row.theme, issuedFen: row.issuedFen },
  ...{ redeemedFen: row.redeemedFen, spendingFen: row.spendingFen, vouchers: row.vouchers, source: row.source },
  ...{ enteredBy: row.enteredByName, enteredAt: row.enteredAt.toISOString() },
  can: { withdraw: mayManage(tx.actor, row) },
});

export interface GoalInput {
  expectedSpendingFen: number | null;
  partners: string[];
  highlights: string[];
  channels: string[];
}

/** Writes down what a campaign is meant to move, with whom and how. Throws benefits.no_such_campaign. */
export async function setGoal(ctx: Ctx, campaignId: string, input: GoalInput): Promise<void> {
  await transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined || !hasDuty(tx.actor, "benefits.read", campaign.node)) throw noSuchCampaign();
    authorise(tx.actor, mayManage, campaign);

    await store.keepGoal(tx.db, { ...input, campaignId, node: campaign.node, byName: nameOf(tx) });
    const { expectedSpendingFen, highlights } = input;
    await note(tx, campaign, "benefits.campaign_goal_set", { expectedSpendingFen, highlights: highlights.length });
  });
}

export interface PastYearInput {
  organisationId: string;
  year: number;
  theme: string;
  issuedFen: number;
  redeemedFen: number | null;
  spendingFen: number | null;
  vouchers: number | null;
  source: string;
}

/** Enters a year before this system, with where it is written. */
export async function enterPastYear(ctx: Ctx, input: PastYearInput): Promise<string> {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, input.organisationId);
    authorise(tx.actor, mayManage, { node });

    const id = uuidv7();
    await store.insertPastYear(tx.db, { ...input, id, node, enteredByName: nameOf(tx) });
    const { year, issuedFen, source } = input;
    await record(tx, {
      ...{ node, action: "benefits.past_year_entered", object: { type: "past_year", id } },
      detail: { year, issuedFen, source },
    });
    return id;
  });
}

/** Takes a wrong row away; it stays readable in the audit. Throws benefits.no_such_past_year. */
export async function removePastYear(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await store.findPastYear(tx.db, id);
    if (row === undefined || row.withdrawnAt !== null) throw noSuchPastYear();
    authorise(tx.actor, mayManage, row);

    await store.withdrawPastYear(tx.db, id, nameOf(tx));
    await record(tx, {
      ...{ node: row.node, action: "benefits.past_year_withdrawn", object: { type: "past_year", id } },
      detail: { year: row.year, issuedFen: row.issuedFen },
    });
  });
}

const nameOf = ({ actor }: Tx): string => (actor.kind === "staff" ? actor.name : actor.kind);
