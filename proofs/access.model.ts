/**
 * Who may what, written down for the proof: posts with their rights, and how far a right reaches. Nothing here is read from the
 * product. A change of a right in the product that is not made here as well makes the proof fail, and that is its purpose.
 */

/** Where somebody stands to the city whose things are asked for. */
export const relations = [
  /** Holds the duty at the city itself. */
  "own",
  /** Above it, at the province. */
  "ancestor",
  /** Below it, at one of its streets. */
  "descendant",
  /** At another city of the province. */
  "sibling",
  /** At an industry federation to which the city is linked with sight. */
  "industry",
  /** At one with which it is linked without, or as allies, or as a pair. */
  "industry_without_sight",
  "alliance",
  "pairing",
  /** At an industry federation whose link with sight has ended. */
  "ended_link",
  /** In another tree. */
  "unrelated",
  /** Held the duty at the city until yesterday, or will from tomorrow. */
  "expired",
  "ahead",
  /** Has an account at the city and no duty. */
  "none",
] as const;
export type Relation = (typeof relations)[number];

const run = ["releases.read", "releases.run"];
const halls = ["places.read", "places.request", "places.book"];
const papers = ["decisions.attach", "decisions.read"];
const finance = ["benefits.read", "settlement.account", ...papers];
const checking = ["benefits.read", "benefits.funds", "people.view", ...run, "releases.top_up", ...papers];

/** What each duty carries. */
export const duties: Readonly<Record<string, readonly string[]>> = {
  administrator: ["staff.view", "staff.manage", "settings.manage", "benefits.office"],
  "system.administrator": ["settings.manage"],
  "security.administrator": ["staff.view", "staff.manage", "staff.appoint"],
  auditor: ["audit.view", "audit.read", "benefits.read", "decisions.read"],
  "people.officer": [
    "imports.use",
    "people.view",
    "people.manage",
    "organisations.manage",
    "statistics.view",
    ...papers,
  ],
  "people.reader": ["people.view", "statistics.view"],
  "releases.reader": ["releases.read"],
  "releases.runner": [...run, "releases.top_up"],
  "places.reader": ["places.read"],
  "places.asker": ["places.read", "places.request"],
  "places.manager": ["places.read", "places.request", "places.book", "places.manage"],
  "benefits.maker": [
    ...["imports.use", "benefits.read", "benefits.manage", "benefits.merchants", "people.view", "settlement.draft"],
    ...["activities.charter", ...run, ...papers],
  ],
  "benefits.checker": ["benefits.check", ...checking],
  "benefits.approver": ["benefits.approve", "settlement.approve", ...checking],
  "benefits.reader": ["benefits.read", "decisions.read"],
  "benefits.accountant": ["settlement.review", "settlement.lock", ...finance],
  "benefits.cashier": ["settlement.pay", ...finance],
  "activities.maker": [
    ...["imports.use", "activities.read", "activities.manage", "activities.door", "people.view"],
    ...["activities.charter", ...run, ...papers, ...halls],
  ],
  "activities.checker": ["activities.read", "activities.check", "people.view", "places.read", ...run, ...papers],
  "activities.approver": ["activities.read", "activities.approve", "people.view", ...run, ...papers, ...halls],
  "activities.steward": ["activities.read", "activities.door"],
  "benefits.rehearser": [...run, "benefits.read", "people.view", "releases.top_up"],
};

/** How far a right reaches from where it is held. */
export type Reach = "below" | "above" | "top" | "up" | "tree" | "own_account";

const reaches: Record<Exclude<Reach, "own_account">, readonly Relation[]> = {
  // The usual: there and everywhere below.
  below: ["own", "ancestor"],
  // What is done to an organisation as a whole is for whoever answers for where it stands.
  above: ["ancestor"],
  // What is the whole installation's is for whoever stands at the top of a tree.
  top: ["ancestor", "unrelated"],
  // Also from below: halls of a city are there for its streets, and names of those above are known.
  up: ["own", "ancestor", "descendant"],
  // Names that whoever holds the right somewhere in the same tree may look up: to which unions somebody can move.
  tree: relations.filter((relation) => !["unrelated", "expired", "ahead", "none"].includes(relation)),
};

/** Rights that an industry link with sight gives, and the duties that carry it. */
const sight = { rights: ["people.view", "statistics.view"], carriers: ["people.officer", "people.reader"] };

export interface Needs {
  /** One of these rights. */
  rights: readonly string[];
  reach: Reach;
}

/** Whether somebody with one duty, who stands there, may do what needs this to a thing of the city. */
export function mayDo(needs: Needs, duty: string, relation: Relation): boolean {
  if (needs.reach === "own_account") return true;
  const held = duties[duty] ?? [];
  const carried = needs.rights.filter((right) => right === "*" || held.includes(right));
  if (carried.length === 0) return false;
  if (relation === "industry" && needs.reach !== "tree") return sees(needs, duty, carried);
  return reaches[needs.reach].includes(relation);
}

/** Through the link one has what a reader has there, and nothing of what one holds besides. */
const sees = (needs: Needs, duty: string, carried: readonly string[]): boolean =>
  sight.carriers.includes(duty) &&
  ["below", "up"].includes(needs.reach) &&
  carried.some((right) => right === "*" || sight.rights.includes(right));

/** Where a member stands to the things of the city that are asked for. */
export const memberRelations = ["self", "colleague", "sibling", "left"] as const;
export type MemberRelation = (typeof memberRelations)[number];

/** What belongs to one person, not to a union. */
const personal = ["transfer", "inboxMessage", "claim", "ticket", "file"];

/** Own things are one's own; what a union offers is its members'. Whoever has left is nobody's member. */
export function memberMayDo(kinds: readonly string[], relation: MemberRelation): boolean {
  if (kinds.length === 0) return relation === "self" || relation === "colleague";
  if (relation === "colleague") return !kinds.some((kind) => personal.includes(kind));
  return relation === "self";
}
