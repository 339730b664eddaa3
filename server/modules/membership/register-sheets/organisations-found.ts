import { sql } from "kysely";
import type { SheetWork, Values } from "#engines/sheets";
import type { Db } from "#kernel/database/db";
import { normaliseCreditCode } from "#wire/credit-code";
import type { OrganisationFacts } from "../organisation-facts.store.ts";
import { findOrganisation, type OrganisationRow } from "../organisations.store.ts";
import { marksIn, wordsOfMarks } from "./organisation-sheet.ts";
import { type Known, type KnownOrganisation, plainName } from "./propose-organisation.rules.ts";

type Found = Pick<OrganisationRow, "id" | "parentId" | "name" | "shortName" | "kind"> & OrganisationFacts;

const columns =
  sql.raw(`o.id, n.parent_id, o.name, o.short_name, o.kind, o.credit_code, o.region_code, o.industry, o.class, o.marks,
  o.founded_on, o.term_from, o.term_years, o.election_on, o.address, o.phone`);
const register = sql.raw(`membership.organisation o join kernel.node n on n.id = o.id`);
const taken = sql.raw(`o.kind <> 'merchant' and o.state <> 'closed'`);
const plain = (column: string) => sql.raw(`lower(regexp_replace(normalize(${column}, nfkc), '\\s', '', 'g'))`);

/** A row with its code and its marks as the register writes them. */
export function completedOrganisation(values: Values): Values {
  const code = values.creditCode;
  const marks = Array.isArray(values.marks) ? wordsOfMarks(marksIn(values.marks)) : null;
  return { ...values, marks, creditCode: typeof code === "string" ? normaliseCreditCode(code) : null };
}

/** Organisations at and below the import's own that these rows may mean or stand under. With the sight of the server. */
export async function knownOrganisations({ tx, place }: SheetWork, lines: readonly Values[]): Promise<Known> {
  const top = await findOrganisation(tx.db, place.nodeId);
  if (top === undefined) throw new Error("the organisation of an import is gone");
  const names = [...new Set(lines.flatMap(({ name, parent }) => [plainName(name), plainName(parent)]))];
  const codes = lines.flatMap(({ creditCode, parent }) =>
    [creditCode, parent].flatMap((code) => (typeof code === "string" ? normaliseCreditCode(code) : [])),
  );
  const { rows } = await sql<Found>`select ${columns} from ${register}
    where o.node <@ ${place.node}::ltree and ${taken}
      and (${plain("o.name")} = any(${names}::text[]) or ${plain("o.short_name")} = any(${names}::text[])
        or o.credit_code = any(${codes}::text[]))`.execute(tx.db);
  return { organisations: rows.map(knownOf), top };
}

/** What the register says now of these organisations; who is closed is left out. */
export async function organisationsNow(
  db: Db,
  node: string,
  ids: readonly string[],
): Promise<Map<string, KnownOrganisation>> {
  const { rows } = await sql<Found>`select ${columns} from ${register}
    where o.id = any(${[...ids]}::uuid[]) and o.node <@ ${node}::ltree and ${taken}`.execute(db);
  return new Map(rows.map((row) => [row.id, knownOf(row)]));
}

function knownOf(row: Found): KnownOrganisation {
  const { id, parentId, name, shortName, kind, creditCode, regionCode, industry, foundedOn, termFrom } = row;
  const { termYears, electionOn, address, phone } = row;
  const values = {
    ...{ name, shortName, kind, creditCode, regionCode, industry, class: row.class, foundedOn, termFrom },
    ...{ termYears: termYears === null ? null : String(termYears), electionOn, address, phone },
    marks: wordsOfMarks(row.marks),
  };
  return { id, parentId, name, shortName, kind, values };
}
