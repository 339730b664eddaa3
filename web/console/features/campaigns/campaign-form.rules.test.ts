import { describe, expect, test } from "vitest";
import type { CampaignInput, StaffCampaign } from "../../../shared/api-types/index.ts";
import { emptyForm, formOf, inputOf, localOf } from "./campaign-form.rules.ts";

const input: CampaignInput = {
  ...{ title: "Winter", theme: "ice", tags: ["food"], organisationId: "o", budgetFen: 1_234_550, fundSourceId: "f" },
  ...{ startsOn: "2026-11-22", endsOn: "2026-12-31", description: "About", rules: ["one", "two"], storeIds: ["s"] },
  coverFileId: "p",
  kinds: [
    {
      ...{ title: "A", benefit: { type: "threshold", minSpendFen: 10_050, offFen: 3_000 }, validDays: 7 },
      ...{ stockPerRound: 500, perPerson: 1, offlineAllowed: true, offlineLimit: 15, tradeIn: false },
      shares: [
        { whose: "branch", organisationId: "port", title: "Port", units: 50, spillMinutes: 90 },
        { whose: "tag", tag: "shift", title: "Shift workers", units: 30, spillMinutes: 360 },
        { whose: "award", title: "In need", units: 10, spillMinutes: 720 },
      ],
    },
    {
      ...{ title: "B", benefit: { type: "half", maxOffFen: 2_500 }, validDays: 3 },
      ...{ stockPerRound: 20, perPerson: 2, offlineAllowed: false, offlineLimit: 0, tradeIn: true },
      shares: [],
    },
  ],
  schedule: {
    ...{ rule: "FREQ=WEEKLY;BYDAY=TH;COUNT=6", firstOpensAt: "2026-11-26T04:00:00.000Z" },
    ...{ mode: "grab", entryMinutes: 10, openMinutes: 1440 },
  },
  till: {
    ...{ receipt: "both", returnOutcome: "reissue", returnPartial: "proportional", returnDays: 14, reissueDays: 3 },
    ...{ reissueBeyondEnd: true, secondFromFen: 12_345 },
  },
  awardsChecked: false,
  eligibility: [
    { type: "fewerWins", scope: "campaign", atMost: 1 },
    { type: "verified" },
    { type: "tag", anyOf: ["rider"] },
  ],
};

const campaign = (more: Partial<CampaignInput> = {}): StaffCampaign => ({
  ...{
    ...input,
    ...more,
    id: "c",
    organisationName: "",
    coverColour: null,
    state: "draft",
    reason: null,
    createdBy: null,
    checkedBy: null,
    approvedBy: null,
    awaits: null,
    pausedBy: null,
    vouchersStopped: false,
    revision: 1,
  },
  kinds: (more.kinds ?? input.kinds).map((kind, index) => ({ ...kind, id: String(index) })),
  history: [],
  can: {
    edit: true,
    submit: true,
    check: false,
    approve: false,
    reject: false,
    pause: false,
    resume: false,
    change: false,
  },
});

describe("the form of a campaign", () => {
  test("opened and saved unchanged, the campaign stays the same", () => {
    expect(inputOf(formOf(campaign()))).toEqual(input);
  });

  test("a schedule that the form cannot show is kept", () => {
    const schedule = { ...input.schedule, rule: "FREQ=MONTHLY;BYDAY=-1FR" };
    const form = formOf(campaign({ schedule }));
    expect(form.rhythm).toBe("custom");
    expect(inputOf(form).schedule.rule).toBe("FREQ=MONTHLY;BYDAY=-1FR");
  });

  test("times are Beijing's wherever the desk stands", () => {
    expect(localOf("2026-11-26T04:00:00Z")).toBe("2026-11-26T12:00");
    const form = emptyForm(new Date("2026-11-22T17:00:00Z"), "o");
    expect(form.firstOpensAt).toBe("2026-11-24T12:00");
    expect(inputOf(form).schedule.firstOpensAt).toBe("2026-11-24T04:00:00.000Z");
  });

  test("first come has no entry window, and a kind not for offline has no limit there", () => {
    const form = { ...formOf(campaign()), mode: "first_come" as const };
    form.kinds = form.kinds.map((kind) => ({ ...kind, offlineAllowed: false }));
    const sent = inputOf(form);
    expect(sent.schedule.entryMinutes).toBe(0);
    expect(sent.kinds.map((kind) => kind.offlineLimit)).toEqual([0, 0]);
  });
});
