/** What organisations there are, what may stand under what, and which of them are unions. */

export const organisationKinds = [
  "national",
  "province",
  "city",
  "county",
  "township",
  "base",
  "joint",
  "regional",
  "industry",
  "association",
  "alliance",
  "overseas",
  "enterprise",
  "merchant",
  "school",
  "venue",
  "hospital",
  "other",
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

const workplaces = ["enterprise", "merchant", "school", "venue", "hospital", "other"] as const;
const ofPeople = ["base", "joint"] as const;
const federations = ["regional", "industry"] as const;
const circles = ["association", "alliance", "overseas"] as const;

/** What may be put directly under an organisation of a kind, the usual first. */
export const kindsBelow: Readonly<Record<OrganisationKind, readonly OrganisationKind[]>> = {
  national: ["province", "industry", ...circles, "base", ...workplaces],
  province: ["city", "county", "township", ...federations, ...ofPeople, ...circles, ...workplaces],
  city: ["county", "township", ...federations, ...ofPeople, ...circles, ...workplaces],
  county: ["base", "township", "joint", ...federations, ...circles, ...workplaces],
  township: ["base", "joint", ...federations, "association", "alliance", ...workplaces],
  // A group's union has the unions of its works below it.
  base: ["base", "joint", "enterprise", "school", "venue", "hospital", "other"],
  // One committee of several small employers.
  joint: ["enterprise", "merchant", "base", "school", "venue", "hospital", "other"],
  regional: ["base", "joint", "industry", ...workplaces],
  industry: ["base", "industry", "joint", "regional", ...workplaces],
  association: ["enterprise", "merchant", "school", "venue", "hospital", "other"],
  // What an alliance gathers stands elsewhere, and is linked to it.
  alliance: [],
  overseas: ["base", "enterprise", "other"],
  enterprise: ["enterprise", "venue", "other"],
  merchant: [],
  school: ["school", "venue"],
  venue: [],
  hospital: ["hospital"],
  other: ["other"],
};

/** May an organisation of `child` kind be put directly under one of `parent` kind? */
export const mayContain = (parent: OrganisationKind, child: OrganisationKind): boolean =>
  kindsBelow[parent].includes(child);

/** Endings of names that say which union it is; any other is one of a workplace. */
const namedSo: readonly (readonly [RegExp, OrganisationKind])[] = [
  [/(?:镇|乡|街道|苏木)总工会$/, "township"],
  [/(?:县|区|旗)总工会$/, "county"],
  [/(?:行业|产业)工会(?:联合会|委员会)?$/, "industry"],
  [/区域(?:性)?工会联合会$|工会联合会$/, "regional"],
  [/联合(?:基层)?工会(?:委员会)?$/, "joint"],
];

/** The kind that the name of a union under one of `parent` kind says: 城关镇总工会 is a township's. What may not stand there is a base union. */
export function kindByName(name: string, parent: OrganisationKind): OrganisationKind {
  const kind = namedSo.find(([ending]) => ending.test(name.trim()))?.[1];
  return kind !== undefined && mayContain(parent, kind) ? kind : "base";
}

const unions: readonly OrganisationKind[] = [
  "national",
  "province",
  "city",
  "county",
  "township",
  "base",
  "joint",
  "regional",
  "industry",
  "overseas",
];

/** True for trade unions and their federations; the rest are employers, places and circles of them. */
export const isUnionKind = (kind: OrganisationKind): boolean => unions.includes(kind);

/** True where people can be members; a merchant or a venue has none. */
export const takesMembers = (kind: OrganisationKind): boolean => kind !== "merchant" && kind !== "venue";

/** The classes by which some provinces speak of their unions: ahead, rising, catching up. */
export const organisationClasses = ["leading", "rising", "catching_up"] as const;
export type OrganisationClass = (typeof organisationClasses)[number];

/** The economic or legal type of the unit behind a union. */
export const unitTypes = [
  "state_owned",
  "collective",
  "private",
  "hmt_invested",
  "foreign_invested",
  "individual",
  "government",
  "public_institution",
  "social_organisation",
  "village",
  "other",
] as const;
export type UnitType = (typeof unitTypes)[number];

/** Marks that say what an organisation is about; those of the new employment forms make it one of them. */
export const newFormMarks = ["new_form", "courier", "delivery", "ride_hailing", "trucking", "streaming"] as const;
export const organisationMarks = [...newFormMarks, "domestic_service", "platform", "construction", "migrant"] as const;
export type OrganisationMark = (typeof organisationMarks)[number];

/** The sections of GB/T 4754—2017 (classification of national economic activities). */
export const industries = [
  "A",
  "B",
  "C",
  "D",
  "E",
  "F",
  "G",
  "H",
  "I",
  "J",
  "K",
  "L",
  "M",
  "N",
  "O",
  "P",
  "Q",
  "R",
  "S",
  "T",
] as const;
export type Industry = (typeof industries)[number];

export const linkKinds = ["affiliation", "industry", "alliance", "co_building", "pairing"] as const;
export type LinkKind = (typeof linkKinds)[number];
