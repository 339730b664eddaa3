import { type Defect, differingFields, type GivenLine, likeness, type Proposal, type Values } from "#engines/sheets";
import { isWithin } from "#kernel/policy";
import { plainName } from "../names.ts";
import { candidateOf, isPerhapsSame, traitsOf } from "./likely-same.rules.ts";
import { textOf } from "./row-values.ts";

/** Where somebody is counted as a member, or that they are not. */
export interface Standing {
  /** Null for somebody who is no member. */
  union: { id: string; name: string } | null;
  /** Unions that serve them beside it. */
  servedBy: string[];
  /** Since when they are a member of any union (YYYY-MM-DD). */
  joinedOn: string | null;
  /** The last day on which they can have joined: until then they were in the first of their unions. */
  joinedBy: string | null;
  /** Nothing is under way that a list must not decide: a transfer, a suspension, a retained membership. */
  movable: boolean;
}

/** Somebody of the register whom a row may mean. */
export interface KnownPerson {
  id: string;
  node: string;
  name: string;
  hasDocument: boolean;
  /** False for somebody who is on a list only: a survey, people whom a union knows without their being members. */
  isMember: boolean;
  standing: Standing;
  /** What the register says, by the keys of the sheet. */
  values: Values;
}

export interface Matches {
  byId?: KnownPerson | undefined;
  byPhone?: KnownPerson | undefined;
  byBirth: readonly KnownPerson[];
}

/** What the rows are for. */
export interface ProposeAt {
  /** Of the import. */
  node: string;
  /** Of a roster of members: which union a row means, or undefined while nobody has said. A survey makes nobody a member. */
  unionOf?: (values: Values) => string | undefined;
}

/**
 * What a row would do to the register. A document decides who it is; a phone or a name with a birth day only asks. Members of other unions
 * are not touched from here, and nothing is said of them but that the number is taken. Whoever is on a list only becomes a member with a
 * roster's row; of a list that the import does not reach nothing is said. Pure.
 */
export function proposePerson(line: GivenLine, matches: Matches, at: ProposeAt): Proposal {
  const { byPhone } = matches;
  const byId = isSilent(line, matches.byId, at) ? undefined : matches.byId;
  if (!isHearsay(line, byPhone, at)) return proposeFor(line, { ...matches, byId }, at);
  const proposal = proposeFor(line, { ...matches, byId, byPhone: undefined }, at);
  const isTold = byPhone !== undefined && isWithin(byPhone.node, at.node) && byPhone.id !== byId?.id;
  if (!isTold || proposal.outcome === "refused") return proposal;
  return { ...proposal, notes: [...(proposal.notes ?? []), { column: "phone", code: "person.phone_from_list" }] };
}

function proposeFor(line: GivenLine, matches: Matches, at: ProposeAt): Proposal {
  const { byId, byPhone } = matches;
  const { decided } = line;
  if (decided?.as === "same") {
    const same = [byId, byPhone, ...matches.byBirth].find((one) => one?.id === decided.targetId);
    // Whoever has left meanwhile is not touched from here any more.
    return same === undefined || !isWithin(same.node, at.node)
      ? refused("name", "person.gone")
      : update(line, same, at);
  }
  if (byId !== undefined) return ofDocument(line, { owner: byId, byPhone }, at);
  if (byPhone !== undefined) return ofPhone(line, byPhone, at);
  const namesakes = matches.byBirth.filter((one) => isWithin(one.node, at.node));
  const likely = namesakes.filter((one) => isPerhapsSame(likeness(traitsOf(line.values), traitsOf(one.values))));
  if (likely.length > 0 && decided?.as !== "new")
    return { outcome: "conflict", candidates: likely.map((one) => candidateOf(line.values, one)) };
  const notes = namesakes.length > 0 ? [{ code: "person.same_name_and_birth" }] : [];
  return { outcome: "insert", notes };
}

const isCalled = ({ name }: KnownPerson, { values }: GivenLine) =>
  plainName(name) === plainName(textOf(values, "name") ?? "");

/** Listed by another union under this document and name: the row brings them in like anybody new, and their file comes along. */
const isSilent = (line: GivenLine, owner: KnownPerson | undefined, { node, unionOf }: ProposeAt): boolean =>
  owner !== undefined &&
  unionOf !== undefined &&
  !owner.isMember &&
  !isWithin(owner.node, node) &&
  isCalled(owner, line);

/** A number that somebody else has by a list alone is a member's to have. */
const isHearsay = (line: GivenLine, owner: KnownPerson | undefined, { node, unionOf }: ProposeAt): boolean =>
  owner !== undefined &&
  unionOf !== undefined &&
  !owner.isMember &&
  (owner.hasDocument || !isWithin(owner.node, node) || !isCalled(owner, line));

function ofDocument(
  line: GivenLine,
  { owner, byPhone }: { owner: KnownPerson } & Pick<Matches, "byPhone">,
  at: ProposeAt,
): Proposal {
  if (!isWithin(owner.node, at.node)) return elsewhere("idNumber", "person.in_other_union");
  if (byPhone !== undefined && byPhone.id !== owner.id) return phoneOfOther(byPhone, at.node);
  // One card, two names: a slip, a change of name, or somebody else's card.
  return isCalled(owner, line) ? update(line, owner, at) : asked(line, owner, at);
}

function ofPhone(line: GivenLine, owner: KnownPerson, at: ProposeAt): Proposal {
  if (!isWithin(owner.node, at.node) || owner.hasDocument) return phoneOfOther(owner, at.node);
  return isCalled(owner, line) ? update(line, owner, at) : asked(line, owner, at);
}

/** Somebody has to say whether it is them. */
const asked = (line: GivenLine, owner: KnownPerson, at: ProposeAt): Proposal => ({
  ...update(line, owner, at),
  outcome: "conflict",
  candidates: [candidateOf(line.values, owner)],
});

function update(line: GivenLine, target: KnownPerson, at: ProposeAt): Proposal {
  const { fields, notes } = membershipChange(line.values, target, at);
  const all = [...differingFields(line.values, target.values), ...fields];
  const outcome = all.length === 0 ? "unchanged" : "update";
  return { outcome, targetId: target.id, before: beforeOf(target), fields: all, notes };
}

/** What an undo needs beside the fields is under keys that no column has. */
export const beforeOf = ({ values, node, standing: { union, joinedOn } }: KnownPerson): Values => ({
  ...{ ...values, node, union: union?.name ?? null, unionId: union?.id ?? null, joinedOn },
});

/** What a row does to the membership of somebody who is known: it begins, moves within the import's own branch, or began another day. */
function membershipChange(
  values: Values,
  { isMember, standing }: KnownPerson,
  { unionOf }: ProposeAt,
): { fields: string[]; notes: Defect[] } {
  if (unionOf === undefined) return { fields: [], notes: [] };
  const joinedOn = textOf(values, "joinedOn");
  if (!isMember)
    return {
      fields: joinedOn === undefined ? ["union"] : ["union", "joinedOn"],
      notes: [{ code: "person.becomes_member" }],
    };
  const fields: string[] = [];
  const notes: Defect[] = [];
  if (isElsewhere(values, standing, unionOf)) {
    if (standing.movable) fields.push("union");
    else notes.push({ column: "union", code: "person.union_stays" });
  }
  if (joinedOn !== undefined && joinedOn !== standing.joinedOn) {
    if (standing.joinedBy === null || joinedOn <= standing.joinedBy) fields.push("joinedOn");
    else notes.push({ column: "joinedOn", code: "person.joined_on_stays" });
  }
  return { fields, notes };
}

/** Whether a row names another union than those that somebody belongs to; who is named by none stays. */
function isElsewhere(values: Values, { union, servedBy }: Standing, unionOf: (values: Values) => string | undefined) {
  if (textOf(values, "union") === undefined) return false;
  const meant = unionOf(values);
  return meant === undefined || (meant !== union?.id && !servedBy.includes(meant));
}

const phoneOfOther = (owner: KnownPerson, node: string): Proposal =>
  isWithin(owner.node, node) ? refused("phone", "person.phone_of_other") : elsewhere("phone", "person.phone_of_other");

/** Says that a number is registered with another union: that alone, and it is counted. */
const elsewhere = (column: string, code: string): Proposal => ({ ...refused(column, code), elsewhere: true });

const refused = (column: string, code: string): Proposal => ({ outcome: "refused", defects: [{ column, code }] });
