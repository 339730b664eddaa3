import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { findOrganisationById, peopleBriefs } from "#modules/membership";
import { noSuchAward, nothingToPrint, wrongState } from "../benefits.errors.ts";
import { mayManage, mayRead } from "../benefits.policy.ts";
import { accountOf } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { listCampaignStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { printPaper } from "../vouchers/paper-ticket.ts";
import { getVoucher } from "../vouchers/voucher-of-claim.ts";
import { type AwardPersonRow, type AwardRow, listAwardPeople, lockAward } from "./award.store.ts";

/**
 * Prints an award's vouchers on paper, for all who hold one of it still unused or for some: each gets a new code that is good
 * once, and what was printed before is good no longer. Throws benefits.no_such_award, benefits.nothing_to_print.
 */
export async function printAward(
  ctx: Ctx,
  secrets: Secrets,
  { awardId, personIds }: { awardId: string; personIds?: readonly string[] | undefined },
) {
  return transact(ctx, async (tx) => {
    const award = await lockAward(tx.db, awardId);
    if (award === undefined || !mayRead(tx.actor, award)) throw noSuchAward();
    authorise(tx.actor, mayManage, award);
    if (award.state !== "given") throw wrongState(award.state, "print");

    const named = await listAwardPeople(tx.db, [awardId]);
    const holders = named.flatMap((one) => holderOf(one, personIds));
    const [first] = holders;
    if (first === undefined) throw nothingToPrint();

    const claims = holders.map((holder) => ({ ...holder, node: award.node }));
    const printed = await printPaper(tx.db, claims, accountOf(tx));
    const detail = { awardId, claims: printed.map(({ claimId }) => claimId) };
    await note(tx, { id: award.campaignId, node: award.node }, "benefits.paper_printed", detail);
    const people = await peopleBriefs(
      tx.db,
      secrets,
      printed.map(({ personId }) => personId),
    );
    return {
      ...(await sheetOf(tx, award, first.claimId)),
      tickets: printed.map(({ personId, code }) => ({
        ...{ personId, code, name: people.get(personId)?.name ?? "" },
        memberNumber: people.get(personId)?.memberNumber ?? "",
      })),
    };
  });
}

/** Who holds a voucher of the award that can still be used, among those asked for. */
function holderOf({ personId, claimId, claimState }: AwardPersonRow, asked: readonly string[] | undefined) {
  const wanted = asked?.includes(personId) ?? true;
  return wanted && claimId !== null && claimState === "active" ? [{ personId, claimId }] : [];
}

async function sheetOf(tx: Tx, award: AwardRow, claimId: string) {
  // The claims are this award's, which the actor may manage.
  const { kind, campaign, claim } = await seeingAll(tx, () => getVoucher(tx.db, claimId));
  const union = await findOrganisationById(tx.db, campaign.organisationId);
  const stores = await listCampaignStores(tx.db, award.campaignId);
  const merchants = [...new Set(stores.map((store) => store.tradeName))];
  return {
    ...{ from: union?.name ?? "", campaignTitle: campaign.title, kindTitle: kind.title, stores: merchants },
    validUntil: (claim.validUntil ?? award.createdAt).toISOString(),
  };
}
