import { differingFields, type GivenLine, likeness, type Proposal, type Values } from "#engines/sheets";
import { isWithin } from "#kernel/policy";
import { candidateOf, isPerhapsSame, traitsOf } from "./likely-same.rules.ts";

/** Somebody of the register whom a row may mean. */
export interface KnownPerson {
  id: string;
  node: string;
  name: string;
  hasDocument: boolean;
  /** What the register says, by the keys of the sheet. */
  values: Values;
}

export interface Matches {
  byId?: KnownPerson | undefined;
  byPhone?: KnownPerson | undefined;
  byBirth: readonly KnownPerson[];
}

/** The marks that people write differently in one name. */
const plainName = (name: unknown): string =>
  String(name ?? "")
    .replace(/[\s·•.．]/gu, "")
    .toLowerCase();

/**
 * What a row would do to the register. A document decides who it is; a phone or a name with a birth day only asks. People of
 * other unions are not touched from here, and nothing is said of them but that the number is taken. Pure.
 */
export function proposePerson(line: GivenLine, matches: Matches, node: string): Proposal {
  const { byId, byPhone } = matches;
  const { decided } = line;
  if (decided?.as === "same") {
    const same = [byId, byPhone, ...matches.byBirth].find((one) => one?.id === decided.targetId);
    // Whoever has left meanwhile is not touched from here any more.
    return same === undefined || !isWithin(same.node, node) ? refused("name", "person.gone") : update(line, same);
  }
  if (byId !== undefined) return ofDocument(line, { owner: byId, byPhone }, node);
  if (byPhone !== undefined) return ofPhone(line, byPhone, node);
  const namesakes = matches.byBirth.filter((one) => isWithin(one.node, node));
  const likely = namesakes.filter((one) => isPerhapsSame(likeness(traitsOf(line.values), traitsOf(one.values))));
  if (likely.length > 0 && decided?.as !== "new")
    return { outcome: "conflict", candidates: likely.map((one) => candidateOf(line.values, one)) };
  const notes = namesakes.length > 0 ? [{ code: "person.same_name_and_birth" }] : [];
  return { outcome: "insert", notes };
}

function ofDocument(
  line: GivenLine,
  { owner, byPhone }: { owner: KnownPerson } & Pick<Matches, "byPhone">,
  node: string,
): Proposal {
  if (!isWithin(owner.node, node)) return elsewhere("idNumber", "person.in_other_union");
  if (byPhone !== undefined && byPhone.id !== owner.id) return phoneOfOther(byPhone, node);
  if (plainName(owner.name) === plainName(line.values.name)) return update(line, owner);
  // One card, two names: a slip, a change of name, or somebody else's card.
  const before = { before: owner.values, fields: differingFields(line.values, owner.values) };
  return {
    outcome: "conflict",
    targetId: owner.id,
    candidates: [candidateOf(line.values, owner)],
    ...before,
  };
}

function ofPhone(line: GivenLine, owner: KnownPerson, node: string): Proposal {
  if (!isWithin(owner.node, node) || owner.hasDocument) return phoneOfOther(owner, node);
  if (plainName(owner.name) === plainName(line.values.name)) return update(line, owner);
  const before = { before: owner.values, fields: differingFields(line.values, owner.values) };
  return {
    outcome: "conflict",
    targetId: owner.id,
    candidates: [candidateOf(line.values, owner)],
    ...before,
  };
}

function update(line: GivenLine, target: KnownPerson): Proposal {
  const fields = differingFields(line.values, target.values);
  const outcome = fields.length === 0 ? "unchanged" : "update";
  return { outcome, targetId: target.id, before: target.values, fields };
}

const phoneOfOther = (owner: KnownPerson, node: string): Proposal =>
  isWithin(owner.node, node) ? refused("phone", "person.phone_of_other") : elsewhere("phone", "person.phone_of_other");

/** Says that a number is registered with another union: that alone, and it is counted. */
const elsewhere = (column: string, code: string): Proposal => ({ ...refused(column, code), elsewhere: true });

const refused = (column: string, code: string): Proposal => ({ outcome: "refused", defects: [{ column, code }] });
