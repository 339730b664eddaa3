import type { ChangeSet, StaffCampaign } from "../../../shared/api-types/index.ts";
import type { ChangeForm } from "./change-form.tsx";

/** What the form asks to be otherwise; undefined when it asks for nothing. Times are read at the place of business. */
export function changesOf(campaign: StaffCampaign, form: ChangeForm): ChangeSet | undefined {
  const { budgetYuan, kindId, units, endsOn, roundId, roundAct, opensAt } = form;
  const wasVerified = campaign.eligibility.some(({ type }) => type === "verified");
  const others = campaign.eligibility.filter(({ type }) => type !== "verified");
  const verified = form.verified ?? wasVerified;
  const round =
    roundId === undefined || roundAct === undefined
      ? []
      : roundAct === "withdraw"
        ? [{ roundId, withdrawn: true as const }]
        : opensAt
          ? [{ roundId, opensAt: `${opensAt.format("YYYY-MM-DDTHH:mm")}:00+08:00` }]
          : [];
  const changes: ChangeSet = {
    ...(budgetYuan ? { budgetFen: Math.round(budgetYuan * 100) } : {}),
    ...(kindId && units ? { stock: [{ kindId, roundId: roundAct ? null : (roundId ?? null), units }] } : {}),
    ...(endsOn ? { endsOn: endsOn.format("YYYY-MM-DD") } : {}),
    ...(round.length > 0 ? { rounds: round } : {}),
    ...(form.addStoreIds?.length ? { addStoreIds: form.addStoreIds } : {}),
    ...(form.withdrawStoreIds?.length ? { withdrawStoreIds: form.withdrawStoreIds } : {}),
    ...(verified === wasVerified ? {} : { eligibility: verified ? [...others, { type: "verified" }] : others }),
    ...(form.resume ? { resume: true } : {}),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
