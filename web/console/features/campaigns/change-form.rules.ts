import type { Dayjs } from "dayjs";
import type { ChangeSet, StaffCampaign } from "../../../shared/api-types/index.ts";
import { type Audience, audienceOf, eligibilityOf, isSameAudience } from "./audience.rules.ts";

/** What may become of one round. */
export const roundActs = ["move", "close", "withdraw"] as const;

/** What the form of a change holds; what is left empty stays as it is. */
export interface ChangeForm extends Partial<Omit<Audience, "otherConditions">> {
  budgetYuan?: number | null;
  kindId?: string;
  units?: number | null;
  endsOn?: Dayjs | null;
  roundId?: string;
  roundAct?: (typeof roundActs)[number];
  opensAt?: Dayjs | null;
  closesAt?: Dayjs | null;
  addStoreIds?: string[];
  withdrawStoreIds?: string[];
  resume?: boolean;
  reason: string;
  notice?: string;
  fileId?: string | null;
}

/** What the form asks to be otherwise; undefined when it asks for nothing. */
export function changesOf(campaign: StaffCampaign, form: ChangeForm): ChangeSet | undefined {
  const { budgetYuan, kindId, units, endsOn, roundId, roundAct } = form;
  const round = roundOf(form);
  const before = audienceOf(campaign.eligibility);
  const { verified = before.verified, employmentForms = before.employmentForms, memberTags = before.memberTags } = form;
  const after = { ...before, verified, employmentForms, memberTags };
  const changes: ChangeSet = {
    ...(budgetYuan ? { budgetFen: Math.round(budgetYuan * 100) } : {}),
    ...(kindId && units ? { stock: [{ kindId, roundId: roundAct ? null : (roundId ?? null), units }] } : {}),
    ...(endsOn ? { endsOn: endsOn.format("YYYY-MM-DD") } : {}),
    ...(round === undefined ? {} : { rounds: [round] }),
    ...(form.addStoreIds?.length ? { addStoreIds: form.addStoreIds } : {}),
    ...(form.withdrawStoreIds?.length ? { withdrawStoreIds: form.withdrawStoreIds } : {}),
    ...(isSameAudience(before, after) ? {} : { eligibility: eligibilityOf(after) }),
    ...(form.resume ? { resume: true } : {}),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

// Times are read at the place of business, whatever the computer's clock says.
const instantOf = (at: Dayjs) => `${at.format("YYYY-MM-DDTHH:mm")}:00+08:00`;

function roundOf({
  roundId,
  roundAct,
  opensAt,
  closesAt,
}: ChangeForm): NonNullable<ChangeSet["rounds"]>[number] | undefined {
  if (roundId === undefined) return undefined;
  if (roundAct === "withdraw") return { roundId, withdrawn: true };
  if (roundAct === "move" && opensAt) return { roundId, opensAt: instantOf(opensAt) };
  if (roundAct === "close" && closesAt) return { roundId, closesAt: instantOf(closesAt) };
  return undefined;
}
