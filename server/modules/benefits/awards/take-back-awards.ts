import { returnClaim } from "#engines/stock";
import type { Tx } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { Problem } from "#kernel/problem";
import { findRelease } from "#modules/releases";
import { mayManage } from "../benefits.policy.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import {
  type AwardRow,
  type ListedPerson,
  listPeopleOfAwards,
  lockAwardsOfImport,
  settleAward,
} from "./award.store.ts";

/**
 * Takes back what a list gave these people: awards that still wait for their second person are withdrawn, vouchers that nobody
 * has used go back into the stock, and who had one is told. Gives the ids of those who keep theirs. With the sight of the server.
 */
export async function takeBackAwards(
  tx: Tx,
  { importId, personIds }: { importId: string; personIds: readonly string[] },
): Promise<Set<string>> {
  const awards = await lockAwardsOfImport(tx.db, importId, personIds);
  for (const award of awards) authorise(tx.actor, mayManage, award);
  // Read behind the locks: what the second person has given meanwhile is there with its vouchers.
  const listed = await listPeopleOfAwards(
    tx.db,
    awards.map(({ id }) => id),
    personIds,
  );
  const kept = new Set(listed.filter(isUsed).map(({ personId }) => personId));
  for (const award of awards) {
    const used = await withdraw(
      tx,
      award,
      listed.filter(({ awardId }) => awardId === award.id),
    );
    for (const personId of used) kept.add(personId);
  }
  return kept;
}

const isUsed = ({ claimState }: ListedPerson) =>
  claimState !== null && claimState !== "active" && claimState !== "returned";

/** Gives the ids of those whose voucher was used at this very moment. */
async function withdraw(tx: Tx, award: AwardRow, listed: readonly ListedPerson[]): Promise<string[]> {
  const campaign = { id: award.campaignId, node: award.node };
  if (award.state === "proposed") {
    await settleAward(tx.db, award.id, { state: "refused", by: null });
    await note(tx, campaign, "benefits.award_withdrawn", { awardId: award.id });
    await announce(tx, "benefits.award_decided", { node: award.node, campaignId: campaign.id, awardId: award.id });
    return [];
  }
  const returned: ListedPerson[] = [];
  const used: string[] = [];
  for (const one of listed.filter(({ claimState }) => claimState === "active"))
    if (one.claimId !== null) {
      const gone = await giveBack(tx, one.claimId);
      if (gone === undefined) returned.push(one);
      else if (gone !== "returned") used.push(one.personId);
    }
  if (returned.length === 0) return used;
  await tell(tx, award, returned);
  await note(tx, campaign, "benefits.award_taken_back", { awardId: award.id, people: returned.length });
  return used;
}

/** Undefined when it is back in the stock; else what has become of it since it was read, at a till or by its holder. */
async function giveBack(tx: Tx, claimId: string): Promise<unknown> {
  try {
    await returnClaim(tx, claimId, { reason: "staff" });
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === "stock.claim_not_active") return error.params.state;
    throw error;
  }
}

async function tell(tx: Tx, award: AwardRow, open: readonly ListedPerson[]): Promise<void> {
  const release = await findRelease(tx.db, award.releaseId);
  const params = { title: release?.title ?? "" };
  await sendInbox(
    tx,
    open.map(({ personId, claimId }) => ({
      ...{ kind: "benefits.award_taken_back", personId, params, link: `/vouchers/${claimId}` },
      dedupe: `award_taken_back:${claimId}`,
    })),
  );
}
