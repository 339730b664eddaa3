import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, hasDuty, type Rule } from "#kernel/policy";
import { conflict, forbidden, invalid } from "#kernel/problem";
import { makeEnvelope, openEnvelope } from "#kernel/secrets/envelope";
import { open, seal } from "#kernel/secrets/field-encryption";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import type { Secrets } from "#kernel/secrets/secrets";
import { type Limit, takeLimit } from "#kernel/sign-in/limits";
import { countEverybody, searchPeople } from "../find-people.ts";
import { noSuchOrganisation } from "../membership.errors.ts";
import { readSearch } from "../membership.rules.ts";
import { findOrganisation } from "../organisations.store.ts";
import { type ExportColumn, keptDays, needsSecond, type SealedColumn } from "./export.rules.ts";
import * as store from "./export.store.ts";

const keyPlace = (id: string) => `people_export.key.${id}`;
const queryPlace = (id: string) => `people_export.query.${id}`;
registerSealedColumn({ table: "membership.people_export", column: "sealed_key", place: keyPlace });
registerSealedColumn({ table: "membership.people_export", column: "sealed_query", place: queryPlace });

const perAccount: readonly Limit[] = [
  { count: 30, seconds: 3600 },
  { count: 100, seconds: 86_400 },
];

/** Whose list it is to be: those whom the list of people shows for an organisation and what was typed into its search. */
export interface Wanted {
  organisationId: string;
  q?: string | undefined;
  /** Columns whose numbers are written out. */
  plain: readonly SealedColumn[];
}

export interface AskedExport extends Wanted {
  columns: readonly ExportColumn[];
  format: "xlsx" | "csv";
  purpose: string;
}

/** Who answers for the people of a node lets them out, too. */
export const mayExport: Rule<{ node: string }> = (actor, { node }) => hasDuty(actor, "people.manage", node);

/** How many people it would be, and whether a second person would have to agree. Throws organisation.missing, access.forbidden. */
export const previewExport = (ctx: Ctx, secrets: Secrets, wanted: Wanted) =>
  transact(ctx, async (tx) => {
    const { people, second } = await countWanted(tx, secrets, wanted);
    return { people, needsSecond: second };
  });

async function countWanted(tx: Tx, secrets: Secrets, wanted: Wanted) {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  const organisation = await findOrganisation(tx.db, wanted.organisationId);
  if (organisation === undefined) throw noSuchOrganisation();
  authorise(tx.actor, mayExport, organisation);
  const found = await searchPeople(tx, secrets, { ...wanted, permission: "people.manage" });
  const people = await countEverybody(tx, found);
  const aloneToday = await store.countAlone(tx.db, tx.actor.accountId);
  const { plain } = wanted;
  return { organisation, actor: tx.actor, people, second: needsSecond({ people, plain, aloneToday }) };
}

/**
 * Asks for a list of people as a file: the server makes it, at once or when a second person has agreed. Gives its id. Throws
 * organisation.missing, access.forbidden, people_export.purpose_missing, people_export.nobody, people_export.too_many.
 */
export async function askExport(ctx: Ctx, secrets: Secrets, asked: AskedExport): Promise<{ id: string }> {
  const plain = asked.plain.filter((key) => asked.columns.includes(key));
  if (plain.length > 0 && asked.purpose === "") throw invalid("people_export.purpose_missing");
  return transact(ctx, async (tx) => {
    if (tx.actor.kind === "staff") await store.holdAccount(tx.db, tx.actor.accountId);
    const { organisation, actor, people, second } = await countWanted(tx, secrets, { ...asked, plain });
    if (people === 0) throw conflict("people_export.nobody");
    await takeLimit(tx.db, `people_export:${actor.accountId}`, perAccount, "people_export.too_many");

    const id = uuidv7();
    const { node } = organisation;
    const search = readSearch(asked.q ?? "");
    const { format, purpose } = asked;
    const columns = [...asked.columns];
    const number = await store.insertExport(tx.db, {
      ...{ id, nodeId: organisation.id, node, columns, plain, format, purpose, people, needsSecond: second, keptDays },
      ...{ askedBy: actor.accountId, askedByName: actor.name },
      sealedQuery: search === undefined ? null : seal(secrets, queryPlace(id), (asked.q ?? "").trim()),
      queryKind: search?.by ?? null,
      state: second ? "waiting" : "making",
      sealedKey: makeEnvelope(secrets, { id, place: keyPlace(id) }).sealed,
    });
    const detail = { number, people, columns, plain, purpose, search: search?.by ?? null, needsSecond: second };
    await record(tx, { node, action: "people_export.asked", object: { type: "people_export", id }, detail });
    return { id };
  });
}

/** What was typed into the search; undefined for everybody. */
export const queryOf = (secrets: Secrets, row: Pick<store.ExportRow, "id" | "sealedQuery">): string | undefined =>
  row.sealedQuery === null ? undefined : open(secrets, queryPlace(row.id), row.sealedQuery);

/** The key of the file. Throws when it is destroyed. */
export function keyOf(secrets: Secrets, { id, sealedKey }: Pick<store.ExportRow, "id" | "sealedKey">) {
  if (sealedKey === null) throw new Error(`the export ${id} is destroyed`);
  return openEnvelope(secrets, { id, place: keyPlace(id), sealed: sealedKey });
}
