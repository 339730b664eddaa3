import type { EligibilityRule } from "../../../shared/api-types/index.ts";

/** Who may take part, as forms ask for it. */
export interface Audience {
  verified: boolean;
  employmentForms: string[];
  memberTags: string[];
  /** Conditions that no form shows; kept as they are. */
  otherConditions: EligibilityRule[];
}

const shown: readonly EligibilityRule["type"][] = ["verified", "employmentForm", "tag"];

/** A campaign's conditions brought into a form. */
export function audienceOf(eligibility: readonly EligibilityRule[]): Audience {
  const anyOf = (type: "employmentForm" | "tag") => eligibility.flatMap((one) => (one.type === type ? one.anyOf : []));
  return {
    verified: eligibility.some(({ type }) => type === "verified"),
    employmentForms: anyOf("employmentForm"),
    memberTags: anyOf("tag"),
    otherConditions: eligibility.filter(({ type }) => !shown.includes(type)),
  };
}

/** What the server is told. */
export const eligibilityOf = (audience: Audience): EligibilityRule[] => [
  ...audience.otherConditions,
  ...(audience.verified ? [{ type: "verified" as const }] : []),
  ...(audience.employmentForms.length > 0
    ? [{ type: "employmentForm" as const, anyOf: audience.employmentForms }]
    : []),
  ...(audience.memberTags.length > 0 ? [{ type: "tag" as const, anyOf: audience.memberTags }] : []),
];

/** The same people, in whatever order they were named. */
export const isSameAudience = (one: Audience, other: Audience): boolean => {
  const key = (audience: Audience) =>
    JSON.stringify([audience.verified, [...audience.employmentForms].sort(), [...audience.memberTags].sort()]);
  return key(one) === key(other);
};
