import type { EligibilityRule } from "./eligibility.rules.ts";

type Language = "zh-CN" | "en";

interface Texts {
  and: string;
  between: string;
  members: (union: string, verified: boolean) => string;
  tags: (names: string) => string;
  someForms: string;
  someUnions: string;
}

const texts: Record<Language, Texts> = {
  "zh-CN": {
    ...{ and: "、", between: "，", someForms: "限部分就业形式", someUnions: "限部分工会" },
    members: (union, verified) => `${union}${verified ? "已实名的" : "的"}会员`,
    tags: (names) => `面向${names}`,
  },
  en: {
    ...{ and: ", ", between: "; ", someForms: "certain forms of employment", someUnions: "certain unions" },
    members: (union, verified) => `${verified ? "Verified members" : "Members"} of ${union}`,
    tags: (names) => `for ${names}`,
  },
};

/** Who may take part, in a poster's few words. */
export function audienceText(
  { union, eligibility }: { union: string; eligibility: readonly EligibilityRule[] },
  language: Language,
): string {
  const say = texts[language];
  const has = (type: EligibilityRule["type"]) => eligibility.some((rule) => rule.type === type);
  const tags = eligibility.flatMap((rule) => (rule.type === "tag" ? [say.tags(rule.anyOf.join(say.and))] : []));
  const limits = [
    ...tags,
    ...(has("employmentForm") ? [say.someForms] : []),
    ...(has("within") ? [say.someUnions] : []),
  ];
  return [say.members(union, has("verified")), ...limits].join(say.between);
}
