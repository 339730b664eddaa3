import { loadCalendar } from "#engines/deadlines";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { noSuchCampaign } from "../benefits.errors.ts";
import { mayManage, mayRead } from "../benefits.policy.ts";
import { findStores } from "../merchants/merchant.store.ts";
import { isOffered } from "../organisations.ts";
import { copyQuotas } from "../quotas/copy-quotas.ts";
import { seeingAll } from "../sight.ts";
import type { CampaignCopy } from "./campaign.schemas.ts";
import { findCampaign, storeIdsOf } from "./campaign.store.ts";
import { scheduleOf } from "./campaign.view.ts";
import { markedDays, shiftedRule, weeksAhead } from "./copy.rules.ts";
import { draftCampaign, getView } from "./draft-campaign.service.ts";
import { roundsOf } from "./schedule.rules.ts";

const week = 7 * 86_400_000;

/**
 * A new draft like an earlier campaign, whole weeks later, so that weekdays and hours stay; says what differs and which holidays
 * lie in its time. Stores that are closed or no longer offered are left out; the picture is chosen anew.
 */
export async function copyCampaign(ctx: Ctx, id: string, given: { weeks?: number | undefined }): Promise<CampaignCopy> {
  return transact(ctx, async (tx) => {
    const source = await findCampaign(tx.db, id);
    if (source === undefined || !mayRead(tx.actor, source)) throw noSuchCampaign();
    authorise(tx.actor, mayManage, source);
    const before = await getView(tx, id);
    const weeks = given.weeks ?? weeksAhead(source.firstOpensAt, source.startsOn, dayOf(tx.clock.now()));

    const listed = (await storeIdsOf(tx.db, [id])).get(id) ?? [];
    const stores = await seeingAll(tx, () => findStores(tx.db, listed));
    const storeIds = stores
      .filter((one) => one.state === "open" && isOffered(one.node, source.node))
      .map((one) => one.id);
    const { title, theme, tags, description, rules, coverColour, budgetFen, fundSourceId, eligibility, till } = before;
    const campaign = await draftCampaign(tx, {
      ...{
        title,
        theme,
        tags,
        description,
        rules,
        coverColour,
        coverFileId: null,
        budgetFen,
        fundSourceId,
        eligibility,
        till,
      },
      ...{ organisationId: before.organisationId, storeIds, awardsChecked: before.awardsChecked },
      startsOn: addDays(source.startsOn, weeks * 7),
      endsOn: addDays(source.endsOn, weeks * 7),
      kinds: before.kinds.map(({ id: _, ...kind }) => kind),
      schedule: {
        ...before.schedule,
        rule: shiftedRule(source.recurrence, weeks),
        firstOpensAt: new Date(source.firstOpensAt.getTime() + weeks * week).toISOString(),
      },
    });
    await copyQuotas(tx, before.kinds, campaign.kinds);
    const row = await findCampaign(tx.db, campaign.id);
    const roundDays = row === undefined ? [] : roundsOf(scheduleOf(row)).map((round) => dayOf(round.opensAt));
    return {
      campaign,
      weeks,
      changes: [
        { field: "startsOn", from: before.startsOn, to: campaign.startsOn },
        { field: "endsOn", from: before.endsOn, to: campaign.endsOn },
        { field: "firstOpensAt", from: before.schedule.firstOpensAt, to: campaign.schedule.firstOpensAt },
        ...(storeIds.length === listed.length
          ? []
          : [{ field: "stores" as const, from: String(listed.length), to: String(storeIds.length) }]),
        ...(before.coverFileId === null ? [] : [{ field: "cover" as const, from: "", to: "" }]),
      ],
      days: markedDays({ startsOn: campaign.startsOn, endsOn: campaign.endsOn, roundDays }, await loadCalendar(tx.db)),
    };
  });
}
