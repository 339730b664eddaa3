import {
  type AppliedLine,
  type ApplyLine,
  compileSheet,
  type GivenLine,
  noteWritten,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  type SheetSubject,
  type SheetWork,
} from "#engines/sheets";
import type { Tx } from "#kernel/context";
import { organisationsNamed } from "#modules/membership";
import { noSuchCampaign } from "../benefits.errors.ts";
import { campaignPolicy, mayRead } from "../benefits.policy.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { unitsShared } from "../campaigns/kind-shares.ts";
import { type Granted, grantedBy, keyOf, meantBy, proposeQuotas, type QuotasKnown, takenBack } from "./quota.rules.ts";
import { listQuotas, replaceQuotas } from "./quota.store.ts";
import { changingQuotas } from "./quotas.service.ts";
import { assertQuotasHold, sharingIn } from "./quotas-hold.ts";

/** How many units of a campaign's kinds each union below gets in every round. */
export const quotaSchema = compileSheet({
  kind: "union_quotas",
  title: "工会名额表",
  columns: [
    {
      ...{ key: "union", title: "工会", kind: "text", required: true, maxLength: 80, example: "城关镇总工会" },
      synonyms: ["工会名称", "单位", "单位名称", "下级工会", "所属工会", "Union"],
      guidance: "照组织树里的名称写,全称或简称。",
    },
    {
      ...{ key: "kind", title: "种类", kind: "text", maxLength: 40, synonyms: ["券种", "名额种类", "类别", "Kind"] },
      guidance: "照活动里的名称写;活动只有一种时不用填。",
    },
    {
      ...{ key: "units", title: "名额", kind: "integer", required: true, min: 0, max: 10_000_000, example: "30" },
      synonyms: ["名额数", "数量", "份数", "分配数", "分配名额", "Units"],
      guidance: "每一轮的份数;填 0 就不再单独留。",
    },
    {
      ...{ key: "spillHours", title: "放开时间", kind: "integer", min: 1, max: 744, example: "12" },
      synonyms: ["放开小时", "回流时间", "多少小时后放开", "Hours"],
      guidance: "开抢后几小时,没领完的放给所有人;不填就是 12 小时。",
    },
  ],
});

registerSheet({
  schema: quotaSchema,
  permission: "benefits.manage",
  onBehalf: true,
  subject: async (tx, campaignId): Promise<SheetSubject | undefined> => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined || !mayRead(tx.actor, campaign)) return undefined;
    return { nodeId: campaign.organisationId, title: campaign.title };
  },
  propose: async ({ tx, place }, lines) => proposeQuotas(lines, await knownFor(tx, await campaignOf(tx, place), lines)),
  apply,
  revert,
  describe: async () => new Map(), // no row is left to be decided
  written: noteWritten(quotaSchema.kind),
});

async function campaignOf(tx: Tx, { subjectId }: SheetWork["place"]): Promise<CampaignRow> {
  const campaign = subjectId === null ? undefined : await findCampaign(tx.db, subjectId);
  if (campaign === undefined) throw noSuchCampaign();
  return campaign;
}

async function knownFor(
  tx: Tx,
  campaign: CampaignRow,
  lines: readonly Pick<GivenLine, "values">[],
): Promise<QuotasKnown & { quotas: Map<string, Granted> }> {
  const kinds = await listKinds(tx.db, [campaign.id]);
  const rows = await listQuotas(
    tx.db,
    kinds.map(({ id }) => id),
  );
  const names = [...new Set(lines.map(({ values }) => String(values.union)))];
  const named = await organisationsNamed(tx.db, campaign.node, names);
  return {
    kinds: kinds.map(({ id, title, stockPerRound, shares }) => ({
      ...{ id, title, stockPerRound, shared: unitsShared(shares), sharing: sharingIn(shares) },
    })),
    quotas: new Map(rows.map((row) => [keyOf(row.kindId, row.organisationId), row])),
    // The campaign's own union is everybody.
    unions: new Map([...named].map(([name, ids]) => [name, ids.filter((id) => id !== campaign.organisationId)])),
  };
}

async function apply({ tx, place }: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]> {
  const campaign = await changingQuotas(tx, place.subjectId ?? "");
  const known = await knownFor(tx, campaign, lines);
  const applied = lines.map(({ row, values }) => {
    const meant = meantBy(values, known);
    if ("code" in meant) throw new Error("a row that is refused was to be written");
    const key = keyOf(meant.kind.id, meant.organisationId);
    set(known.quotas, key, grantedBy(values, known.quotas.get(key)));
    return { row, targetId: meant.organisationId };
  });
  await save(tx, campaign, known.quotas);
  return applied;
}

function set(quotas: Map<string, Granted>, key: string, to: Granted | undefined): void {
  if (to === undefined) quotas.delete(key);
  else quotas.set(key, to);
}

async function save(tx: Tx, campaign: CampaignRow, quotas: ReadonlyMap<string, Granted>): Promise<void> {
  const kinds = await listKinds(tx.db, [campaign.id]);
  const byKind = Map.groupBy(quotas, ([key]) => key.split(" ")[0] ?? "");
  for (const kind of kinds) {
    const own = (byKind.get(kind.id) ?? []).map(([key, { units, spillMinutes }]) => ({
      ...{ organisationId: key.split(" ")[1] ?? "", units, spillMinutes },
    }));
    await replaceQuotas(tx.db, kind, own);
  }
  await assertQuotasHold(tx, campaign, kinds);
}

/** Quotas become again what they were, as far as nobody has changed them since, while the campaign is still being written. */
async function revert({ tx, place }: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const found = await campaignOf(tx, place);
  if (!campaignPolicy.edit(tx.actor, factsOf(found, tx.clock.now())))
    return lines.map(({ row, outcome, fields }) => ({ row, kept: outcome === "insert" ? ["*"] : fields }));
  const campaign = await changingQuotas(tx, found.id);
  const known = await knownFor(tx, campaign, lines);
  const reverted = lines.map((line) => {
    const meant = meantBy(line.values, known);
    // The kind or the union is gone, and the quota with it.
    if ("code" in meant) return { row: line.row, kept: ["*"] };
    const key = keyOf(meant.kind.id, meant.organisationId);
    const { to, kept } = takenBack(line, known.quotas.get(key));
    set(known.quotas, key, to);
    return { row: line.row, kept };
  });
  await save(tx, campaign, known.quotas);
  return reverted;
}
