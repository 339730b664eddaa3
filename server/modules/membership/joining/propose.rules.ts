export const unionReasons = ["employer", "platform", "district", "invited", "chosen"] as const;
export type UnionReason = (typeof unionReasons)[number];

/** What is asked of somebody so that a union can be proposed. */
export interface Workplace {
  employmentForm: string;
  employerName: string;
  platformName: string;
}

/** A union that may fit, as it stands in the tree. */
export interface Candidate {
  id: string;
  name: string;
  node: string;
  /** It speaks for people of platforms and other new forms of work. */
  newForm: boolean;
}

export interface Proposal {
  id: string;
  name: string;
  reason: UnionReason;
}

const tail = /(股份|集团|有限责任|有限|总|分|责任)*(公司|工厂|厂|店|工会委员会|工会|联合会)$/;

/** The part of a company's or union's name that tells it from others: 滨江市蓝骑士配送有限公司 → 滨江市蓝骑士配送. */
export function coreOf(name: string): string {
  const plain = name.normalize("NFKC").replace(/[\s()（）]/g, "");
  const core = plain.replace(tail, "");
  return core.length < 2 || core === plain ? plain : coreOf(core);
}

/** Words in the names of unions for new forms of work. */
export const newFormWords = [
  ...["新就业", "骑手", "外卖", "快递", "货运", "货车"],
  ...["网约", "平台", "配送", "灵活就业", "零工", "司机"],
] as const;

/** One employer's own union is for that employer's people, whatever it delivers. */
const oneEmployer = /公司|集团|工厂|学校|小学|中学|医院|站工会$/;

/** Does a union's name say that it is for new forms of work? */
export const isOfNewForm = (name: string): boolean =>
  newFormWords.some((word) => name.includes(word)) && !oneEmployer.test(name);

/**
 * Unions for somebody, the best first, each with why: the one of the employer; one for their kind of work, the nearest to the
 * district; the district's own, which takes whoever has none at work (territorial principle).
 */
export function proposeUnions(
  about: Workplace,
  { candidates, district }: { candidates: readonly Candidate[]; district: Candidate | undefined },
): Proposal[] {
  const employer = coreOf(about.employerName);
  const platform = coreOf(about.platformName);
  const isNewForm = about.employmentForm === "platform" || about.employmentForm === "flexible" || platform !== "";
  const ofEmployer = candidates.filter((one) => about.employerName !== "" && fits(one.name, employer));
  const ofPlatform = candidates.filter((one) => platform.length >= 2 && one.name.includes(platform));
  const ofForm = candidates.filter((one) => isNewForm && (one.newForm || isOfNewForm(one.name)));
  const ranked = [
    ...nearest(ofEmployer, district).map((one) => ({ one, reason: "employer" as const })),
    ...nearest(ofPlatform, district).map((one) => ({ one, reason: "platform" as const })),
    ...nearest(ofForm, district)
      .slice(0, 3)
      .map((one) => ({ one, reason: "platform" as const })),
    ...(district === undefined ? [] : [{ one: district, reason: "district" as const }]),
  ];
  const first = new Map<string, Proposal>();
  for (const { one, reason } of ranked)
    if (!first.has(one.id)) first.set(one.id, { id: one.id, name: one.name, reason });
  // The district's own is the last resort, so it is never crowded out.
  const all = [...first.values()];
  return [
    ...all.filter(({ reason }) => reason !== "district").slice(0, 5),
    ...all.filter(({ reason }) => reason === "district"),
  ];
}

const fits = (union: string, employer: string) =>
  employer.length >= 2 && (union.includes(employer) || employer.includes(coreOf(union)));

/** Those of the district first, then those whose common part of the tree is longest. */
function nearest(list: readonly Candidate[], district: Candidate | undefined): Candidate[] {
  const near = (one: Candidate) => (district === undefined ? 0 : common(one.node, district.node));
  return [...list].sort((a, b) => near(b) - near(a) || a.name.length - b.name.length || (a.id < b.id ? -1 : 1));
}

function common(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}
