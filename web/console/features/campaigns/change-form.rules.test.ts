import dayjs from "dayjs";
import { expect, test } from "vitest";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { type ChangeForm, changesOf } from "./change-form.rules.ts";

const within = { type: "within" as const, node: "1.2" };
// Of a campaign only its conditions are read.
const campaign = { eligibility: [within, { type: "tag", anyOf: ["困难职工", "劳模"] }] } as unknown as StaffCampaign;
const form = (given: Partial<ChangeForm>): ChangeForm => ({ reason: "报名踊跃", ...given });
const at = dayjs("2026-12-01T15:30");
const roundId = "018f0000-0000-7000-8000-000000000001";

test.each<[string, Partial<ChangeForm>, object | undefined]>([
  ["nothing", {}, undefined],
  [
    "the same people in another order",
    { memberTags: ["劳模", "困难职工"], verified: false, employmentForms: [] },
    undefined,
  ],
  ["a round without an act", { roundId }, undefined],
  ["an act without its time", { roundId, roundAct: "close", opensAt: at }, undefined],
  [
    "another closing",
    { roundId, roundAct: "close", closesAt: at },
    { rounds: [{ roundId, closesAt: "2026-12-01T15:30:00+08:00" }] },
  ],
  [
    "another opening",
    { roundId, roundAct: "move", opensAt: at },
    { rounds: [{ roundId, opensAt: "2026-12-01T15:30:00+08:00" }] },
  ],
  ["no round", { roundId, roundAct: "withdraw", opensAt: at }, { rounds: [{ roundId, withdrawn: true }] }],
  [
    "other people; what the form does not show stays",
    { memberTags: ["劳模"], employmentForms: ["platform"], verified: true },
    {
      eligibility: [
        within,
        { type: "verified" },
        { type: "employmentForm", anyOf: ["platform"] },
        { type: "tag", anyOf: ["劳模"] },
      ],
    },
  ],
  ["everybody there", { memberTags: [] }, { eligibility: [within] }],
])("a form with %s asks for just that", (_, given, wanted) => {
  expect(changesOf(campaign, form(given))).toEqual(wanted);
});
