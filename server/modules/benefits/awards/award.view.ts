import { type Decision, listDecisionsOf } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, can, type Rule } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { type PersonBrief, peopleBriefs } from "#modules/membership";
import { listReleases, listShares } from "#modules/releases";
import { noSuchCampaign } from "../benefits.errors.ts";
import { mayApprove, mayManage, mayRead } from "../benefits.policy.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { findRoundReleasesOf, listRounds } from "../campaigns/round.store.ts";
import { claimsOnPaper } from "../vouchers/paper-ticket.ts";
import { type AwardPersonRow, type AwardRow, listAwardPeople, listAwards } from "./award.store.ts";

/** Sixty rounds of twelve kinds, and rounds added later. */
const mostReleases = 1000;

interface Facts {
  node: string;
  state: AwardRow["state"];
  createdBy: string;
}

const awardPolicy = {
  decide: (actor, award) =>
    award.state === "proposed" &&
    mayApprove(actor, award) &&
    actor.kind === "staff" &&
    actor.accountId !== award.createdBy,
  print: (actor, award) => award.state === "given" && mayManage(actor, award),
} satisfies Record<string, Rule<Facts>>;

/** The award shares of a campaign's rounds, and everything that was awarded, with what became of it. */
export async function awardsOfCampaign(ctx: Ctx, secrets: Secrets, campaignId: string) {
  return transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();
    authorise(tx.actor, mayRead, campaign);
    const { state } = factsOf(campaign, tx.clock.now());
    const releases = await releasesOf(tx, campaignId);
    return {
      shares: await sharesOf(tx, releases),
      awards: await viewAwards(tx, secrets, campaign, releases),
      can: { propose: mayManage(tx.actor, campaign) && (state === "approved" || state === "running") },
    };
  });
}

interface Released {
  releaseId: string;
  kindTitle: string;
  round: number;
  opensAt: Date;
  closesAt: Date;
  closed: boolean;
}

async function releasesOf(tx: Tx, campaignId: string): Promise<Map<string, Released>> {
  const rounds = new Map((await listRounds(tx.db, campaignId)).map((round) => [round.id, round.number]));
  const links = new Map((await findRoundReleasesOf(tx.db, campaignId)).map((link) => [link.releaseId, link.roundId]));
  const releases = await listReleases(tx.db, { campaignId, limit: mostReleases });
  return new Map(
    releases.map(({ id, title, opensAt, closesAt, quotaState }) => [
      id,
      {
        ...{ releaseId: id, kindTitle: title, round: rounds.get(links.get(id) ?? "") ?? 0, opensAt, closesAt },
        closed: quotaState === "closed",
      },
    ]),
  );
}

async function sharesOf(tx: Tx, releases: Map<string, Released>) {
  if (releases.size === 0) return [];
  const now = tx.clock.now();
  const shares = (await listShares(tx.db, [...releases.keys()])).filter((share) => share.award);
  return shares
    .flatMap((share) => {
      const release = releases.get(share.releaseId);
      if (release === undefined) return [];
      const { closed, opensAt, closesAt, ...about } = release;
      const left = share.capacity - share.taken - share.held;
      return {
        ...{ ...about, title: share.title, units: share.capacity, given: share.taken, left },
        ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
        spillAt: share.spillAt?.toISOString() ?? null,
        open: !closed && closesAt > now && share.spilledAt === null && left > 0,
      };
    })
    .sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
}

async function viewAwards(tx: Tx, secrets: Secrets, campaign: CampaignRow, releases: Map<string, Released>) {
  const awards = await listAwards(tx.db, campaign.id);
  const ids = awards.map((award) => award.id);
  const people = await listAwardPeople(tx.db, ids);
  const personIds = [...new Set(people.map(({ personId }) => personId))];
  const briefs = await peopleBriefs(tx.db, secrets, personIds);
  const onPaper = await claimsOnPaper(
    tx.db,
    people.flatMap(({ claimId }) => claimId ?? []),
  );
  const decisions = await listDecisionsOf(tx.db, { type: "award", ids });
  const named = Map.groupBy(people, ({ awardId }) => awardId);
  return awards.map((award) => ({
    ...headOf(award, releases.get(award.releaseId), decisions.get(award.id) ?? []),
    people: (named.get(award.id) ?? []).map((one) =>
      viewPerson(one, briefs.get(one.personId), onPaper.has(one.claimId ?? "")),
    ),
    can: can(tx.actor, awardPolicy, award),
  }));
}

function headOf(award: AwardRow, release: Released | undefined, decisions: Decision[]) {
  const { id, campaignId, releaseId, reason, state, createdByName, createdAt, decidedByName, decidedAt } = award;
  const answer = decisions.find(({ step }) => step === "approved");
  return {
    ...{ id, campaignId, releaseId, reason, state, createdBy: createdByName, createdAt: createdAt.toISOString() },
    ...{ kindTitle: release?.kindTitle ?? "", round: release?.round ?? 0 },
    ...{ decidedBy: decidedByName, decidedAt: decidedAt?.toISOString() ?? null, note: answer?.note || null },
    fileId: decisions.find(({ step }) => step === "handed_in")?.file?.id ?? null,
  };
}

const viewPerson = (
  { personId, outcome, claimId, claimState }: AwardPersonRow,
  brief: PersonBrief | undefined,
  onPaper: boolean,
) => ({
  ...{ personId, outcome, claimId, claimState, onPaper },
  ...{ name: brief?.name ?? "", phoneMasked: brief?.phoneMasked ?? "", union: brief?.union ?? "" },
});
