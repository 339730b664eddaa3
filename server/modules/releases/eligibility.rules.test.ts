import { describe, expect, test } from "vitest";
import {
  asksForWins,
  EligibilityRule,
  ineligibility,
  type PersonFacts,
  type WeightRule,
  weightOf,
} from "./eligibility.rules.ts";
import { shareOf } from "./share-of.rules.ts";

const ann: PersonFacts = {
  unions: ["1.2.3"],
  verified: true,
  employmentForm: "platform",
  tags: ["高温岗位", "女工"],
  wins: { campaign: 1, season: 4 },
};

describe("a rule", () => {
  test.each<[string, EligibilityRule, Partial<PersonFacts>, string | undefined]>([
    ["verified holds for the verified", { type: "verified" }, {}, undefined],
    ["verified refuses others", { type: "verified" }, { verified: false }, "verified"],
    ["an employment form out of several", { type: "employmentForm", anyOf: ["flexible", "platform"] }, {}, undefined],
    ["no employment form of these", { type: "employmentForm", anyOf: ["standard"] }, {}, "employmentForm"],
    ["one tag of several is enough", { type: "tag", anyOf: ["困难", "女工"] }, {}, undefined],
    ["no tag of these", { type: "tag", anyOf: ["困难"] }, {}, "tag"],
    ["within the node itself", { type: "within", node: "1.2.3" }, {}, undefined],
    ["within a node above", { type: "within", node: "1.2" }, {}, undefined],
    ["not within a node whose path only begins alike", { type: "within", node: "1.2" }, { unions: ["1.20"] }, "within"],
    ["not within a node below", { type: "within", node: "1.2.3.4" }, {}, "within"],
    ["within by the second union", { type: "within", node: "1.9" }, { unions: ["1.2.3", "1.9.1"] }, undefined],
    ["as many wins as allowed", { type: "fewerWins", scope: "campaign", atMost: 1 }, {}, undefined],
    ["one win too many", { type: "fewerWins", scope: "season", atMost: 3 }, {}, "fewerWins"],
    [
      "no wins known counts as none",
      { type: "fewerWins", scope: "season", atMost: 0 },
      { wins: undefined as never },
      undefined,
    ],
  ])("%s", (_name, rule, given, reason) => {
    expect(ineligibility([rule], { ...ann, ...given })?.reason).toBe(reason);
  });

  test("all must hold; the first that does not is the answer, with what a person needs to know", () => {
    const rules: EligibilityRule[] = [
      { type: "verified" },
      { type: "tag", anyOf: ["困难", "低保"] },
      { type: "within", node: "9" },
    ];
    expect(ineligibility(rules, ann)).toEqual({ reason: "tag", params: { anyOf: "困难、低保" } });
    expect(ineligibility([], ann)).toBeUndefined();
  });

  test("who is in no union is no member, whatever the rules", () => {
    expect(ineligibility([], { ...ann, unions: [] })).toEqual({ reason: "not_a_member", params: {} });
  });

  test.each([
    [{ type: "tag", anyOf: [] }],
    [{ type: "elder" }],
    [{ type: "verified", not: true }],
    [{ type: "fewerWins", scope: "round", atMost: 1 }],
  ])("%j is not one", (rule) => {
    expect(EligibilityRule.safeParse(rule).success).toBe(false);
  });
});

describe("tickets", () => {
  const woman: WeightRule = { when: { type: "tag", anyOf: ["女工"] }, tickets: 3 };
  const rider: WeightRule = { when: { type: "employmentForm", anyOf: ["platform"] }, tickets: 20 };
  const other: WeightRule = { when: { type: "verified" }, tickets: 20 };
  test.each<[WeightRule[], number]>([
    [[], 1],
    [[woman], 3],
    [[woman, rider], 60],
    [[woman, rider, other], 100],
    [[{ ...woman, when: { type: "tag", anyOf: ["困难"] } }], 1],
  ])("%#: weights multiply to a hundred at most", (rules, tickets) => {
    expect(weightOf(rules, ann)).toBe(tickets);
  });

  test("earlier wins are asked for only where a rule or a weight needs them", () => {
    expect(asksForWins([{ type: "verified" }], [woman])).toBe(false);
    expect(asksForWins([{ type: "fewerWins", scope: "season", atMost: 1 }])).toBe(true);
    expect(asksForWins([], [{ when: { type: "fewerWins", scope: "season", atMost: 1 }, tickets: 2 }])).toBe(true);
  });
});

describe("a person's share", () => {
  const share = (quotaId: string, branch: string | null, tag: string | null = null) => ({
    ...{ quotaId, branch, tag },
    ownHour: null,
  });
  test("is that of the deepest branch, else of a tag, else none", () => {
    const shares = [share("city", "1"), share("county", "1.2"), share("women", null, "女工")];
    expect(shareOf({ shares }, ann)?.quotaId).toBe("county");
    expect(shareOf({ shares: shares.slice(2) }, ann)?.quotaId).toBe("women");
    expect(shareOf({ shares: [share("elsewhere", "7"), share("needy", null, "困难")] }, ann)).toBeUndefined();
  });
});
