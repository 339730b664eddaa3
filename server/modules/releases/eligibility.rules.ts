import { z } from "zod";
import { isWithin } from "#kernel/policy";

/** One condition on a person; all of a release's rules must hold. */
export const EligibilityRule = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("verified") }),
    z.strictObject({ type: z.literal("employmentForm"), anyOf: z.array(z.string().max(40)).min(1).max(20) }),
    z.strictObject({ type: z.literal("tag"), anyOf: z.array(z.string().max(40)).min(1).max(20) }),
    z.strictObject({ type: z.literal("within"), node: z.string().max(400) }),
    z.strictObject({
      type: z.literal("fewerWins"),
      scope: z.enum(["campaign", "season"]),
      atMost: z.number().int().min(0).max(100),
    }),
    // Not left out for something that another room keeps (absences from a series): by `entry`, or in the draw by `weight`.
    z.strictObject({ type: z.literal("notBarred"), subject: z.uuid(), effect: z.enum(["entry", "weight"]) }),
  ])
  .meta({ id: "EligibilityRule" });
export type EligibilityRule = z.infer<typeof EligibilityRule>;

/** Somebody whom the organiser owes a better chance: what they had was taken back, such as a seat in a cancelled session. */
const OwedRule = z.strictObject({ type: z.literal("owed"), subject: z.uuid() });
type Condition = EligibilityRule | z.infer<typeof OwedRule>;

/** Who the rule holds for gets so many tickets in the draw instead of one; several multiply, at most 100. */
export const WeightRule = z
  .strictObject({ when: z.union([EligibilityRule, OwedRule]), tickets: z.number().int().min(1).max(20) })
  .meta({ id: "WeightRule" });
export type WeightRule = z.infer<typeof WeightRule>;

/** The scope of a rule on earlier wins in which nothing counts them, because no cap there does; undefined when all are counted. */
export const uncountedScope = (
  rules: readonly WeightRule["when"][],
  scopes: readonly string[],
): "campaign" | "season" | undefined =>
  rules.flatMap((rule) => (rule.type === "fewerWins" && !scopes.includes(rule.scope) ? [rule.scope] : []))[0];

/** Typed facts about a person, passed in by whoever knows people. */
export interface PersonFacts {
  /** Paths of the nodes where the person is an active member. */
  unions: readonly string[];
  verified: boolean;
  employmentForm: string;
  tags: readonly string[];
  /** Wins so far, where a rule asks for them. */
  wins?: { campaign: number; season: number };
  /** What leaves the person out of this release or puts them forward, where a rule asks for it. */
  standings?: readonly Standing[];
}

/** Somebody is left out of what is released for a subject (`entry`, `weight`), or is owed a better chance there (`owed`); `why` is told to them. */
export interface Standing {
  subject: string;
  effect: "entry" | "weight" | "owed";
  /** It counts for releases that open after the one and not after the other. */
  from: Date;
  until: Date;
  why: Record<string, string | number>;
}

export interface Ineligible {
  reason: EligibilityRule["type"] | "not_a_member";
  params: Record<string, string | number>;
}

/** The first rule that does not hold, with what a person needs to know; undefined when all hold. */
export function ineligibility(rules: readonly EligibilityRule[], facts: PersonFacts): Ineligible | undefined {
  if (facts.unions.length === 0) return { reason: "not_a_member", params: {} };
  const broken = rules.find((rule) => !holds(rule, facts));
  return broken === undefined ? undefined : { reason: broken.type, params: paramsOf(broken, facts) };
}

/** Tickets in a draw: 1 to 100. */
export const weightOf = (rules: readonly WeightRule[], facts: PersonFacts): number =>
  Math.min(
    100,
    rules.reduce((tickets, rule) => (holds(rule.when, facts) ? tickets * rule.tickets : tickets), 1),
  );

/** True when a decision needs the person's earlier wins. */
export const asksForWins = (rules: readonly EligibilityRule[], weights: readonly WeightRule[] = []): boolean =>
  [...rules, ...weights.map((weight) => weight.when)].some((rule) => rule.type === "fewerWins");

/** The subjects in which a decision asks for a person's standing. */
export const standingSubjects = (rules: readonly EligibilityRule[], weights: readonly WeightRule[] = []): string[] => [
  ...new Set(
    [...rules, ...weights.map((weight) => weight.when)].flatMap((rule) =>
      rule.type === "notBarred" || rule.type === "owed" ? [rule.subject] : [],
    ),
  ),
];

/** The standings that count for a release that opens at this moment. */
export const standingsAt = (standings: readonly Standing[], opensAt: Date): Standing[] =>
  standings.filter(({ from, until }) => opensAt > from && opensAt <= until);

const barOf = (rule: Extract<EligibilityRule, { type: "notBarred" }>, facts: PersonFacts): Standing | undefined =>
  facts.standings?.find((bar) => bar.subject === rule.subject && bar.effect === rule.effect);

function holds(rule: Condition, facts: PersonFacts): boolean {
  switch (rule.type) {
    case "verified":
      return facts.verified;
    case "employmentForm":
      return rule.anyOf.includes(facts.employmentForm);
    case "tag":
      return rule.anyOf.some((tag) => facts.tags.includes(tag));
    case "within":
      return facts.unions.some((path) => isWithin(path, rule.node));
    case "fewerWins":
      return (facts.wins?.[rule.scope] ?? 0) <= rule.atMost;
    case "owed":
      return facts.standings?.some(({ subject, effect }) => subject === rule.subject && effect === "owed") ?? false;
    case "notBarred":
      return barOf(rule, facts) === undefined;
  }
}

function paramsOf(rule: EligibilityRule, facts: PersonFacts): Record<string, string | number> {
  if (rule.type === "employmentForm" || rule.type === "tag") return { anyOf: rule.anyOf.join("、") };
  if (rule.type === "notBarred") {
    const bar = barOf(rule, facts);
    return bar === undefined ? {} : { ...bar.why, barredUntil: bar.until.toISOString() };
  }
  if (rule.type === "fewerWins") return { scope: rule.scope, atMost: rule.atMost };
  return {};
}
