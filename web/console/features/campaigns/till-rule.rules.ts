import type { CampaignInput, StaffCampaign } from "../../../shared/api-types/index.ts";

/** What a campaign asks of tills, as the form holds it: money in yuan. */
export interface TillRuleForm extends Omit<StaffCampaign["till"], "secondFromFen"> {
  secondFromYuan: number;
}

export const tillRuleFormOf = ({ secondFromFen, ...rule }: StaffCampaign["till"]): TillRuleForm => ({
  ...rule,
  secondFromYuan: secondFromFen / 100,
});

export const tillRuleOf = ({ secondFromYuan, ...rule }: TillRuleForm): NonNullable<CampaignInput["till"]> => ({
  ...rule,
  secondFromFen: Math.round(secondFromYuan * 100),
});

/** What a new campaign begins with. */
export const usualTillRule: TillRuleForm = {
  ...{ receipt: "none", returnOutcome: "claw_back", returnPartial: "recalculate" },
  ...{ returnDays: 30, reissueDays: 7, reissueBeyondEnd: false, secondFromYuan: 50 },
};
