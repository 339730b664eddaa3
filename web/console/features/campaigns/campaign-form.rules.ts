import type { Benefit, CampaignInput, KindShare, StaffCampaign } from "../../../shared/api-types/index.ts";
import { type Audience, audienceOf, eligibilityOf } from "./audience.rules.ts";
import { choicesOf, type Rhythm, ruleOf, type Weekday } from "./schedule.rules.ts";
import { type TillRuleForm, tillRuleFormOf, tillRuleOf, usualTillRule } from "./till-rule.rules.ts";

/** A voucher kind as the form holds it: money in yuan, all amounts side by side whatever the type. */
export interface KindRow {
  title: string;
  type: Benefit["type"];
  minSpendYuan?: number | null;
  offYuan?: number | null;
  validDays: number;
  stockPerRound: number;
  perPerson: number;
  offlineAllowed: boolean;
  offlineLimit: number;
  /** Taken against an old article; never without network. */
  tradeIn: boolean;
  shares: ShareRow[];
}

/** A share of a kind as the form holds it. */
export interface ShareRow {
  whose: KindShare["whose"];
  title: string;
  organisationId?: string | undefined;
  tag?: string | undefined;
  units: number;
  spillHours: number;
}

/** A campaign as the form holds it: moments as Beijing reads them ("2026-11-26T12:00"), money in yuan. */
export interface CampaignForm extends Audience {
  title: string;
  theme: string;
  tags: string[];
  organisationId: string;
  startsOn: string;
  endsOn: string;
  description: string;
  /** One rule per line. */
  rules: string;
  coverFileId: string | null;
  kinds: KindRow[];
  mode: CampaignInput["schedule"]["mode"];
  firstOpensAt: string;
  entryMinutes: number;
  openHours: number;
  rhythm: Rhythm | "custom";
  every: number;
  days: Weekday[];
  rounds: number;
  /** A rule that says more than the form can; kept as it is. */
  customRule?: string | null;
  fundSourceId: string | null;
  budgetYuan: number;
  storeIds: string[];
  till: TillRuleForm;
  awardsChecked: boolean;
}

const zone = "+08:00";
const fen = (yuan: number | null | undefined): number => Math.round((yuan ?? 0) * 100);

/** An instant as the clock of Beijing shows it, for a field of date and time. */
export function localOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** What the server is told. */
export function inputOf(form: CampaignForm): CampaignInput {
  const rule = form.rhythm === "custom" ? (form.customRule ?? null) : ruleOf({ ...form, rhythm: form.rhythm });
  return {
    title: form.title.trim(),
    theme: form.theme.trim(),
    tags: form.tags,
    organisationId: form.organisationId,
    startsOn: form.startsOn,
    endsOn: form.endsOn,
    description: form.description.trim(),
    rules: form.rules
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    coverFileId: form.coverFileId ?? null,
    kinds: form.kinds.map(kindOf),
    schedule: {
      rule,
      mode: form.mode,
      firstOpensAt: new Date(`${form.firstOpensAt}:00${zone}`).toISOString(),
      entryMinutes: form.mode === "first_come" ? 0 : form.entryMinutes,
      openMinutes: form.openHours * 60,
    },
    eligibility: eligibilityOf(form),
    fundSourceId: form.fundSourceId ?? null,
    budgetFen: fen(form.budgetYuan),
    storeIds: form.storeIds,
    till: tillRuleOf(form.till),
    awardsChecked: form.awardsChecked ?? true,
  };
}

function kindOf(row: KindRow): CampaignInput["kinds"][number] {
  const { title, validDays, stockPerRound, perPerson, tradeIn } = row;
  const offlineAllowed = row.offlineAllowed && !tradeIn;
  const offlineLimit = offlineAllowed ? row.offlineLimit : 0;
  return {
    title: title.trim(),
    benefit: benefitOf(row),
    validDays,
    stockPerRound,
    perPerson,
    offlineAllowed,
    offlineLimit,
    tradeIn,
    shares: (row.shares ?? []).map(shareOf),
  };
}

function shareOf({ whose, title, organisationId, tag, units, spillHours }: ShareRow): KindShare {
  const share = { title: title.trim(), units, spillMinutes: Math.round(spillHours * 60) };
  if (whose === "branch") return { whose, organisationId: organisationId ?? "", ...share };
  return whose === "tag" ? { whose, tag: tag?.trim() ?? "", ...share } : { whose, ...share };
}

const shareRowOf = (share: KindShare): ShareRow => ({
  ...{ whose: share.whose, title: share.title, units: share.units, spillHours: share.spillMinutes / 60 },
  ...(share.whose === "branch" ? { organisationId: share.organisationId } : {}),
  ...(share.whose === "tag" ? { tag: share.tag } : {}),
});

/** A new share of a kind. */
export const emptyShare: ShareRow = { whose: "award", title: "", units: 1, spillHours: 12 };

function benefitOf({ type, minSpendYuan, offYuan }: KindRow): Benefit {
  switch (type) {
    case "threshold":
      return { type, minSpendFen: fen(minSpendYuan), offFen: fen(offYuan) };
    case "half":
      return { type, maxOffFen: fen(offYuan) };
    case "fixed":
      return { type, valueFen: fen(offYuan) };
    default:
      return type satisfies never;
  }
}

/** The most that a benefit takes off, in fen. */
export function mostOffFen(benefit: Benefit): number {
  if (benefit.type === "threshold") return benefit.offFen;
  return benefit.type === "half" ? benefit.maxOffFen : benefit.valueFen;
}

/** A campaign brought into the form. */
export function formOf(campaign: StaffCampaign): CampaignForm {
  const { schedule, eligibility } = campaign;
  const choices = choicesOf(schedule.rule);
  return {
    title: campaign.title,
    theme: campaign.theme,
    tags: campaign.tags,
    organisationId: campaign.organisationId,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    description: campaign.description,
    rules: campaign.rules.join("\n"),
    coverFileId: campaign.coverFileId,
    kinds: campaign.kinds.map(rowOf),
    mode: schedule.mode,
    firstOpensAt: localOf(schedule.firstOpensAt),
    entryMinutes: schedule.entryMinutes,
    openHours: Math.max(1, Math.round(schedule.openMinutes / 60)),
    ...(choices ?? { rhythm: "custom" as const, every: 1, days: [], rounds: 1 }),
    customRule: choices ? null : schedule.rule,
    ...audienceOf(eligibility),
    fundSourceId: campaign.fundSourceId,
    budgetYuan: campaign.budgetFen / 100,
    storeIds: campaign.storeIds,
    till: tillRuleFormOf(campaign.till),
    awardsChecked: campaign.awardsChecked,
  };
}

function rowOf({ benefit, ...kind }: StaffCampaign["kinds"][number]): KindRow {
  const { title, validDays, stockPerRound, perPerson, offlineAllowed, offlineLimit, tradeIn } = kind;
  const amounts = {
    minSpendYuan: benefit.type === "threshold" ? benefit.minSpendFen / 100 : null,
    offYuan: mostOffFen(benefit) / 100,
  };
  return {
    ...{ title, type: benefit.type, ...amounts, validDays, stockPerRound, perPerson, offlineAllowed, offlineLimit },
    tradeIn,
    shares: kind.shares.map(shareRowOf),
  };
}

/** The form of a new campaign: tomorrow at noon in Beijing, one kind, one round. */
export function emptyForm(now: Date, organisationId: string | undefined): CampaignForm {
  const tomorrow = new Date(now.getTime() + (24 + 8) * 3_600_000).toISOString().slice(0, 10);
  const inAMonth = new Date(now.getTime() + (31 * 24 + 8) * 3_600_000).toISOString().slice(0, 10);
  return {
    ...{ title: "", theme: "", tags: [], organisationId: organisationId ?? "", description: "", rules: "" },
    coverFileId: null,
    ...{ startsOn: tomorrow, endsOn: inAMonth, kinds: [emptyKind], mode: "grab", firstOpensAt: `${tomorrow}T12:00` },
    ...{ entryMinutes: 10, openHours: 24, rhythm: "once", every: 1, days: [], rounds: 4, customRule: null },
    ...{ verified: true, employmentForms: [], memberTags: [], otherConditions: [] },
    ...{ fundSourceId: null, budgetYuan: 0, storeIds: [] },
    till: usualTillRule,
    awardsChecked: true,
  };
}

/** A new row of the kinds. */
export const emptyKind: KindRow = {
  ...{ title: "", type: "threshold", minSpendYuan: null, offYuan: null, validDays: 7 },
  ...{ stockPerRound: 100, perPerson: 1, offlineAllowed: false, offlineLimit: 20, tradeIn: false },
  shares: [],
};
