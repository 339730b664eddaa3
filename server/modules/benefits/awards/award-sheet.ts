import {
  type AppliedLine,
  type ApplyLine,
  compileSheet,
  type GivenLine,
  noteWritten,
  type Proposal,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  type SheetSubject,
  type SheetWork,
} from "#engines/sheets";
import type { Tx } from "#kernel/context";
import { describeListed, listedColumns, matchListed, namesSomebody } from "#modules/membership";
import { noSuchRelease } from "../benefits.errors.ts";
import { findCampaignOfRelease } from "../campaigns/round.store.ts";
import { mostPeople } from "./award.schemas.ts";
import { checkAward, proposeAward } from "./propose-award.service.ts";
import { takeBackAwards } from "./take-back-awards.ts";

/** A list of people who get units of a release's award share directly; also as a 接龙. */
export const awardSchema = compileSheet({
  kind: "award_list",
  title: "直接发放名单",
  columns: [
    ...listedColumns,
    {
      ...{ key: "reason", title: "奖励原因", synonyms: ["原因", "事由", "奖励事由", "荣誉", "Reason"], kind: "text" },
      ...{ maxLength: 300, guidance: "本人会看到。不填就是活动的名称。", example: "五月份服务标兵" },
    },
  ],
  check: namesSomebody,
});

registerSheet({
  schema: awardSchema,
  permission: "benefits.manage",
  onBehalf: true,
  subject: async (tx, releaseId): Promise<SheetSubject | undefined> => {
    const campaign = await findCampaignOfRelease(tx.db, releaseId);
    return campaign && { nodeId: campaign.organisationId, title: campaign.title };
  },
  propose,
  apply,
  revert,
  describe: describeListed,
  written: noteWritten(awardSchema.kind),
});

async function propose(work: SheetWork, lines: readonly GivenLine[]): Promise<Proposal[]> {
  const listed = await matchListed(work, lines);
  const personIds = listed.flatMap((one) => ("personId" in one ? one.personId : []));
  const { campaign, releaseId } = await awardedBy(work.tx, work.place.subjectId);
  // Asked even for nobody: what is not open for awards is said of the file as a whole.
  const { people } = await checkAward(work.tx, campaign.id, { releaseId, personIds });
  const outcomes = new Map(people.map(({ personId, outcome }) => [personId, outcome]));
  return listed.map((one): Proposal => {
    if ("proposal" in one) return one.proposal;
    const outcome = outcomes.get(one.personId) ?? "missing";
    if (outcome === "granted") return { outcome: "insert", targetId: one.personId };
    return { outcome: "refused", defects: [{ column: "name", code: `list.${outcome}` }] };
  });
}

/** One award for each reason, as if somebody had chosen these people: given at once, or left to a second person. */
async function apply({ tx, place }: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]> {
  const { campaign, releaseId } = await awardedBy(tx, place.subjectId);
  const applied = lines.map(({ row, targetId }) => {
    if (targetId === undefined) throw new Error("a row without a person was to be awarded");
    return { row, targetId };
  });
  const byReason = Map.groupBy(lines, ({ values }) => String(values.reason ?? campaign.title));
  for (const [reason, group] of byReason)
    for (let from = 0; from < group.length; from += mostPeople) {
      const personIds = group.slice(from, from + mostPeople).flatMap(({ targetId }) => targetId ?? []);
      const award = { releaseId, personIds, reason, fileId: null, importId: place.importId };
      await proposeAward(tx, campaign.id, { ...award, key: crypto.randomUUID() });
    }
  return applied;
}

async function revert({ tx, place }: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const personIds = lines.map(({ targetId }) => targetId);
  const kept = await takeBackAwards(tx, { importId: place.importId, personIds });
  return lines.map(({ row, targetId }) => ({ row, kept: kept.has(targetId) ? ["*"] : [] }));
}

async function awardedBy(tx: Tx, subjectId: string | null) {
  const campaign = subjectId === null ? undefined : await findCampaignOfRelease(tx.db, subjectId);
  if (subjectId === null || campaign === undefined) throw noSuchRelease();
  return { campaign, releaseId: subjectId };
}
