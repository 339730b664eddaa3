import { balances } from "#engines/funds";
import { dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { noSuchKind, noSuchRound, roundIsOver, storeNotOffered } from "../benefits.errors.ts";
import { type CampaignRow, storeIdsOf } from "../campaigns/campaign.store.ts";
import { scheduleOf } from "../campaigns/campaign.view.ts";
import { type Kind, listKinds } from "../campaigns/kind.store.ts";
import { findRoundReleasesOf, listRounds, type RoundRelease, type RoundRow } from "../campaigns/round.store.ts";
import { type Round, roundsOf } from "../campaigns/schedule.rules.ts";
import { databaseNow } from "../database-now.ts";
import { findStores, type StoreRow } from "../merchants/merchant.store.ts";
import { isOffered } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { faceValueFen } from "../vouchers/discount.rules.ts";
import { moneyProblems, movedRound, type RoundTimes, timeProblems } from "./change.rules.ts";
import type { ChangeLine, ChangePlan, ChangeSet } from "./change.schemas.ts";
import { committedFen } from "./change.store.ts";
import { countTouched, type Reach } from "./touched.store.ts";

/** What a change set means for the campaign as it is now: each act with what it is done to. */
export interface Plan {
  kinds: Kind[];
  stock: { releaseId: string; units: number }[];
  moved: { round: RoundRow; times: RoundTimes; releases: RoundRelease[] }[];
  withdrawn: { round: RoundRow; releases: RoundRelease[] }[];
  added: Round[];
  /** Every release that has not closed. */
  live: RoundRelease[];
  stores: StoreRow[];
  reach: Reach;
  told: ChangePlan;
}

/** Reads what a change would do now, with the server's sight. Throws for what is not the campaign's: kinds, rounds, stores. */
export async function planChange(tx: Tx, campaign: CampaignRow, set: ChangeSet): Promise<Plan> {
  return seeingAll(tx, async () => {
    const now = await databaseNow(tx.db);
    const rounds = await listRounds(tx.db, campaign.id);
    const kinds = await listKinds(tx.db, [campaign.id]);
    const links = await findRoundReleasesOf(tx.db, campaign.id);
    const open = new Map(rounds.filter((round) => round.closesAt > now).map((round) => [round.id, round]));
    const live = links.filter((link) => open.has(link.roundId));

    const stock = stockOf(set, kinds, live);
    const { moved, withdrawn } = roundsChanged(campaign, set, { rounds, open, live });
    const added = set.endsOn === undefined ? [] : roundsAdded(campaign, set.endsOn, rounds, now);
    const stores = await storesOf(tx, campaign, set);
    const reach = reachOf(set, { moved, withdrawn, live, links });
    const plan = { kinds, stock, moved, withdrawn, added, live, stores, reach };
    return { ...plan, told: await tell(tx, { campaign, set, plan, now }) };
  });
}

function stockOf(set: ChangeSet, kinds: Kind[], live: RoundRelease[]): Plan["stock"] {
  return (set.stock ?? []).flatMap(({ kindId, roundId, units }) => {
    if (!kinds.some((kind) => kind.id === kindId)) throw noSuchKind();
    const meant = live.filter((link) => link.kindId === kindId && (roundId === null || link.roundId === roundId));
    if (meant.length === 0) throw roundIsOver();
    return meant.map(({ releaseId }) => ({ releaseId, units }));
  });
}

function roundsChanged(
  campaign: CampaignRow,
  set: ChangeSet,
  { rounds, open, live }: { rounds: RoundRow[]; open: Map<string, RoundRow>; live: RoundRelease[] },
): Pick<Plan, "moved" | "withdrawn"> {
  const moved: Plan["moved"] = [];
  const withdrawn: Plan["withdrawn"] = [];
  for (const wanted of set.rounds ?? []) {
    const round = open.get(wanted.roundId);
    if (round === undefined) throw rounds.some(({ id }) => id === wanted.roundId) ? roundIsOver() : noSuchRound();
    const releases = live.filter((link) => link.roundId === round.id);
    if (wanted.withdrawn) withdrawn.push({ round, releases });
    else moved.push({ round, releases, times: movedRound(campaign, round, wanted) });
  }
  return { moved, withdrawn };
}

/** A rule that goes on until the campaign ends has more rounds when it ends later. */
function roundsAdded(campaign: CampaignRow, endsOn: string, known: RoundRow[], now: Date): Round[] {
  if (campaign.recurrence === null || endsOn <= campaign.endsOn) return [];
  const there = new Set(known.map((round) => round.opensAt.getTime()));
  return roundsOf({ ...scheduleOf(campaign), endsOn })
    .filter((round) => round.opensAt > now && dayOf(round.opensAt) > campaign.endsOn)
    .filter((round) => !there.has(round.opensAt.getTime()));
}

async function storesOf(tx: Tx, campaign: CampaignRow, set: ChangeSet): Promise<StoreRow[]> {
  const wanted = [...(set.addStoreIds ?? []), ...(set.withdrawStoreIds ?? [])];
  const stores = await findStores(tx.db, wanted);
  const listed = new Set((await storeIdsOf(tx.db, [campaign.id])).get(campaign.id) ?? []);
  const foreign = wanted.find((id) => {
    const store = stores.find((one) => one.id === id);
    return store === undefined || (!listed.has(id) && !isOffered(store.node, campaign.node));
  });
  if (foreign !== undefined) throw storeNotOffered(foreign);
  return stores;
}

type Touching = Pick<Plan, "moved" | "withdrawn" | "live"> & { links: RoundRelease[] };

/** More units, more money and more stores take nothing from anybody. */
function reachOf(set: ChangeSet, { moved, withdrawn, live, links }: Touching): Reach {
  const ids = (releases: RoundRelease[]) => releases.map((link) => link.releaseId);
  const all = set.eligibility !== undefined || set.resume === true;
  const fewer = (set.stock ?? []).filter(({ units }) => units < 0);
  const reduced = live.filter((link) =>
    fewer.some(({ kindId, roundId }) => link.kindId === kindId && (roundId === null || roundId === link.roundId)),
  );
  const some = [...moved, ...withdrawn].flatMap(({ releases }) => releases);
  return {
    live: [...new Set(ids(all ? live : [...some, ...reduced]))],
    held: set.withdrawStoreIds === undefined && set.endsOn === undefined ? [] : ids(links),
  };
}

interface ToTell {
  campaign: CampaignRow;
  set: ChangeSet;
  plan: Omit<Plan, "told">;
  now: Date;
}

async function tell(tx: Tx, { campaign, set, plan, now }: ToTell): Promise<ChangePlan> {
  const unitFen = new Map(plan.kinds.map((kind) => [kind.id, faceValueFen(kind.benefit)]));
  const kindOf = new Map(plan.live.map((link) => [link.releaseId, link.kindId]));
  const changed = plan.stock.reduce(
    (sum, one) => sum + one.units * (unitFen.get(kindOf.get(one.releaseId) ?? "") ?? 0),
    0,
  );
  const perRound = plan.kinds.reduce((sum, kind) => sum + kind.stockPerRound * faceValueFen(kind.benefit), 0);
  const beforeFen = await committedFen(tx.db, campaign.id);
  const { fundSourceId } = campaign;
  const money = {
    beforeFen,
    afterFen: beforeFen + changed + plan.added.length * perRound,
    budgetFen: set.budgetFen ?? campaign.budgetFen,
    fundFreeFen: fundSourceId === null ? null : (await balances(tx, fundSourceId)).budget,
  };
  const people = await countTouched(tx.db, plan.reach);
  return {
    lines: linesOf(campaign, set, plan),
    touches: { ...people, stores: plan.stores.length, releases: plan.live.length },
    money,
    problems: [
      ...moneyProblems(money),
      ...timeProblems(now, plan.moved),
      ...(set.endsOn !== undefined && set.endsOn < campaign.endsOn
        ? [{ code: "benefits.change_ends_earlier", params: { endsOn: campaign.endsOn } }]
        : []),
    ],
  };
}

/** What differs, old and new, in the order in which a reader weighs it. */
function linesOf(campaign: CampaignRow, set: ChangeSet, plan: Omit<Plan, "told">): ChangeLine[] {
  const line = (field: ChangeLine["field"], about: string, from: unknown, to: unknown): ChangeLine => ({
    ...{ field, about, from: String(from), to: String(to) },
  });
  const withdrawn = new Set(set.withdrawStoreIds ?? []);
  return [
    ...(set.budgetFen === undefined ? [] : [line("budget", "", campaign.budgetFen, set.budgetFen)]),
    ...(set.stock ?? []).map(({ kindId, units }) => {
      const kind = plan.kinds.find((one) => one.id === kindId);
      return line("stock", kind?.title ?? "", "", units > 0 ? `+${units}` : units);
    }),
    ...(set.eligibility === undefined
      ? []
      : [line("audience", "", JSON.stringify(campaign.eligibility), JSON.stringify(set.eligibility))]),
    ...(set.endsOn === undefined ? [] : [line("endsOn", "", campaign.endsOn, set.endsOn)]),
    ...plan.added.map((round) => line("round", "", "", round.opensAt.toISOString())),
    ...plan.moved.flatMap(({ round, times }) => [
      ...(round.opensAt.getTime() === times.opensAt.getTime()
        ? []
        : [line("opensAt", String(round.number), round.opensAt.toISOString(), times.opensAt.toISOString())]),
      ...(round.closesAt.getTime() === times.closesAt.getTime()
        ? []
        : [line("closesAt", String(round.number), round.closesAt.toISOString(), times.closesAt.toISOString())]),
    ]),
    ...plan.withdrawn.map(({ round }) => line("round", String(round.number), round.opensAt.toISOString(), "")),
    ...plan.stores.map((store) => {
      const name = `${store.tradeName} ${store.name}`;
      return withdrawn.has(store.id) ? line("store", name, "listed", "") : line("store", name, "", "listed");
    }),
    ...(set.resume ? [line("resume", "", "paused", "running")] : []),
  ];
}
