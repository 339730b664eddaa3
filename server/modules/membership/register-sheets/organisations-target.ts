import { sql } from "kysely";
import {
  type AppliedLine,
  type ApplyLine,
  backAndKept,
  type Described,
  type GivenLine,
  noteWritten,
  type Proposal,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  remembered,
  type SheetWork,
  type Values,
} from "#engines/sheets";
import type { Tx } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { Problem } from "#kernel/problem";
import { organisationPolicy } from "../membership.policy.ts";
import { factOf } from "../organisation-entry.ts";
import type { FactsChange } from "../organisation-facts.rules.ts";
import { closeOrganisation } from "../organisations/close.ts";
import { findOrganisation, forgetPast, listOrganisationNames } from "../organisations.store.ts";
import { addOrganisation, changeOrganisation } from "../organisations.ts";
import { organisationSchema } from "./organisation-sheet.ts";
import { completedOrganisation, knownOrganisations, organisationsNow } from "./organisations-found.ts";
import { type Earlier, kindOf, parentOf, plainName, proposeOrganisations } from "./propose-organisation.rules.ts";

/** Unions and other organisations below one: new ones are set up, known ones brought up to date; nobody is moved or closed. */
export function registerOrganisationSheet(): void {
  registerSheet({
    schema: organisationSchema,
    permission: "organisations.manage",
    onBehalf: true,
    propose,
    apply,
    revert,
    describe,
    written: noteWritten(organisationSchema.kind),
  });
}

async function propose(work: SheetWork, lines: readonly GivenLine[]): Promise<Proposal[]> {
  const whole = lines.map((line) => ({ ...line, values: completedOrganisation(line.values) }));
  const earlier = remembered(work, "organisations", (): Earlier => new Map());
  return proposeOrganisations(whole, await knownOrganisations(work, valuesOf(whole)), earlier);
}

const valuesOf = (lines: readonly { values: Values }[]) => lines.map(({ values }) => values);

/** In the order of the file: what stands under an earlier row finds it there. */
async function apply(work: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]> {
  const { tx } = work;
  const known = await knownOrganisations(work, valuesOf(lines));
  const made = new Map<string, { id: string; kind: ReturnType<typeof kindOf> }>();
  const applied: AppliedLine[] = [];
  for (const { row, values, outcome, targetId, fields } of lines) {
    const kind = kindOf(values);
    if (outcome === "update" && targetId !== undefined) {
      await changeOrganisation(tx, targetId, changeOf(values, fields));
      applied.push({ row, targetId });
      continue;
    }
    const parent = parentOf(values, known, (name) => [made.get(name) ?? []].flat());
    // A row above it was left as it is; this one is listed with it.
    if ("refused" in parent || parent.found.id === undefined) continue;
    const id = await setUp(tx, parent.found.id, values);
    made.set(plainName(values.name), { id, kind });
    applied.push({ row, targetId: id });
  }
  return applied;
}

async function setUp(tx: Tx, parentId: string, values: Values): Promise<string> {
  const parent = await findOrganisation(tx.db, parentId);
  if (parent === undefined) throw new Error("the parent of a row is gone");
  authorise(tx.actor, organisationPolicy.addChild, parent);
  const {
    name = "",
    kind: _,
    ...facts
  } = changeOf(
    values,
    Object.keys(values).filter((key) => values[key] !== null),
  );
  const { id } = await addOrganisation(tx, { ...facts, name, kind: kindOf(values), parentId });
  return id;
}

/** These fields of a row, or of what the register said, as a change of an organisation. */
export function changeOf(
  values: Values,
  fields: readonly string[],
): FactsChange & { name?: string; shortName?: string; kind?: never } {
  const change: Record<string, unknown> = {};
  for (const field of fields) if (field !== "parent" && field !== "kind") change[field] = factOf(values, field);
  return change; // only keys of the sheet, whose values it has judged
}

/** Known ones get back what still says what the import wrote; new ones are closed, last first, unless somebody is in them. */
async function revert(work: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const { tx, place } = work;
  const now = await organisationsNow(
    tx.db,
    place.node,
    lines.map(({ targetId }) => targetId),
  );
  const reverted: RevertedLine[] = [];
  for (const line of [...lines].reverse()) {
    const found = now.get(line.targetId);
    const { back, kept } = backAndKept(writtenFields(line), {
      written: completedOrganisation(line.values),
      now: found?.values ?? {},
    });
    if (line.outcome === "insert") {
      const isGone = found !== undefined && kept.length === 0 && (await tryToClose(tx, line.targetId, place.fileName));
      reverted.push({ row: line.row, kept: isGone ? [] : ["*"] });
    } else {
      if (back.length > 0) await changeOrganisation(tx, line.targetId, changeOf(line.before, back));
      reverted.push({ row: line.row, kept });
    }
  }
  return reverted;
}

const writtenFields = ({ outcome, fields, values }: RevertLine): string[] =>
  outcome === "update" ? fields : Object.keys(values).filter((key) => key !== "parent" && values[key] !== null);

/** What says that an organisation is in use or no longer what it was: nothing else is a reason to leave it. */
const inUse: ReadonlySet<string> = new Set([
  ...["organisation.not_empty", "organisation.move_planned", "organisation.closed", "organisation.missing"],
]);

/** Closes one that nobody is in, as if it had never been; false, with nothing done, when somebody is, or something stands below it. */
async function tryToClose(tx: Tx, id: string, reason: string): Promise<boolean> {
  await sql`savepoint closing`.execute(tx.db);
  try {
    await closeOrganisation(tx, id, { reason });
    await forgetPast(tx.db, id);
  } catch (error) {
    if (!(error instanceof Problem) || !inUse.has(error.code)) throw error;
    await sql`rollback to savepoint closing`.execute(tx.db);
    return false;
  }
  await sql`release savepoint closing`.execute(tx.db);
  return true;
}

async function describe({ tx, place }: SheetWork, ids: readonly string[]): Promise<Map<string, Described>> {
  const rows = [...(await organisationsNow(tx.db, place.node, ids)).values()];
  const parents = await listOrganisationNames(
    tx.db,
    rows.flatMap(({ parentId }) => parentId ?? []),
  );
  return new Map(
    rows.map(({ id, name, parentId, values }) => {
      const facts = [parents.get(parentId ?? "") ?? "", String(values.creditCode ?? "")];
      return [id, { name, facts: facts.filter((fact) => fact !== "") }];
    }),
  );
}
