import { sql } from "kysely";
import type { ClaimOutcome } from "#engines/stock";
import type { Tx } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { announce } from "#kernel/outbox/outbox";
import { peopleFacts } from "#modules/membership";
import { awardRelease, type EligibilityRule, findRelease, ineligibility } from "#modules/releases";
import { noSuchRelease } from "../benefits.errors.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { seeingAll } from "../sight.ts";
import { type AwardOutcome, awardOutcomes } from "./award.schemas.ts";
import { type AwardRow, listAwardPeople, setOutcomes } from "./award.store.ts";

export interface Named {
  personId: string;
  key: string;
}

export interface Outcome {
  personId: string;
  outcome: AwardOutcome;
  claimId: string | null;
}

/** Gives what an award names, under the campaign's audience and caps; writes what became of each and tells who got something. */
export async function giveAward(tx: Tx, award: AwardRow): Promise<Outcome[]> {
  const named = await listAwardPeople(tx.db, [award.id]);
  const outcomes = await grantAll(tx, award.releaseId, named, award.reason);

  await setOutcomes(tx.db, award.id, outcomes);
  await tellHolders(tx, award, outcomes);
  const granted = outcomes.filter(({ outcome }) => outcome === "granted").length;
  const given = { awardId: award.id, releaseId: award.releaseId, asked: outcomes.length, granted };
  await note(tx, { id: award.campaignId, node: award.node }, "benefits.award_given", given);
  await announce(tx, "benefits.award_given", { node: award.node, campaignId: award.campaignId, granted });
  return outcomes;
}

/** What would become of each if it were given now: it is given, and taken back with everything that it did. */
export async function rehearseAward(tx: Tx, releaseId: string, personIds: readonly string[]): Promise<Outcome[]> {
  await sql`savepoint rehearsal`.execute(tx.db);
  const named = personIds.map((personId) => ({ personId, key: crypto.randomUUID() }));
  const outcomes = await grantAll(tx, releaseId, named, "");
  await sql`rollback to savepoint rehearsal`.execute(tx.db);
  return outcomes;
}

async function grantAll(tx: Tx, releaseId: string, named: readonly Named[], reason: string): Promise<Outcome[]> {
  // Stock and money are the server's, and so are caps above; the campaign's own policy was asked before.
  return seeingAll(tx, async () => {
    const release = await findRelease(tx.db, releaseId);
    if (release === undefined) throw noSuchRelease();
    const eligible = await eligibleOf(tx, release, named);
    const awards = named.filter(({ personId }) => eligible.has(personId));
    const granted = awards.length === 0 ? [] : await awardRelease(tx, releaseId, { awards, reason });
    const byPerson = new Map(awards.map(({ personId }, index) => [personId, granted[index]]));
    return named.map(({ personId }) => outcomeOf(personId, byPerson.get(personId), eligible.has(personId)));
  });
}

/** Who is in the audience. Earlier wins are the caps' affair: who is named may have won before, as often as the caps allow. */
async function eligibleOf(
  tx: Tx,
  release: { node: string; eligibility: readonly EligibilityRule[] },
  named: readonly Named[],
): Promise<Set<string>> {
  const rules = release.eligibility.filter((rule) => rule.type !== "fewerWins");
  const facts = await peopleFacts(
    tx.db,
    named.map(({ personId }) => personId),
  );
  const within = [{ type: "within" as const, node: release.node }, ...rules];
  return new Set([...facts].filter(([, one]) => ineligibility(within, one) === undefined).map(([id]) => id));
}

function outcomeOf(personId: string, claim: ClaimOutcome | undefined, eligible: boolean): Outcome {
  if (!eligible) return { personId, outcome: "not_eligible", claimId: null };
  if (claim === undefined) return { personId, outcome: "missing", claimId: null };
  if (claim.outcome === "granted" || claim.outcome === "replay")
    return { personId, outcome: "granted", claimId: claim.claimId };
  const known = awardOutcomes.find((one) => one === claim.outcome);
  return { personId, outcome: known ?? "refused", claimId: null };
}

async function tellHolders(tx: Tx, award: AwardRow, outcomes: readonly Outcome[]): Promise<void> {
  const release = await seeingAll(tx, () => findRelease(tx.db, award.releaseId));
  const params = { title: release?.title ?? "", reason: award.reason };
  await sendInbox(
    tx,
    outcomes.flatMap(({ personId, claimId }) =>
      claimId === null
        ? []
        : [{ kind: "benefits.awarded", personId, params, link: `/vouchers/${claimId}`, dedupe: `awarded:${claimId}` }],
    ),
  );
}
