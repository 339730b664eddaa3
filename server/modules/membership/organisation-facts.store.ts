import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { OrganisationCodeDoubt } from "#wire/organisation-code";
import type { Industry, OrganisationClass, OrganisationMark, UnitType } from "#wire/organisation-kinds";

/** What is written about an organisation beside its name and its place. */
export interface OrganisationFacts {
  creditCode: string | null;
  creditCodeDoubt: OrganisationCodeDoubt | null;
  /** Why a doubtful code was kept. */
  creditCodeReason: string | null;
  regionCode: string | null;
  regionRevision: string | null;
  industry: Industry | null;
  unitType: UnitType | null;
  class: OrganisationClass | null;
  marks: OrganisationMark[];
  address: string | null;
  phone: string | null;
  foundedOn: string | null;
  legalPerson: boolean | null;
  termFrom: string | null;
  termYears: 3 | 5 | null;
  electionOn: string | null;
}

export interface OrganisationFactsRow extends OrganisationFacts {
  electionDue: string | null;
  openedOn: string;
  closedOn: string | null;
  successorId: string | null;
}

export async function findFacts(db: Db, id: string): Promise<OrganisationFactsRow | undefined> {
  const { rows } = await sql<OrganisationFactsRow>`
    select credit_code, credit_code_doubt, credit_code_reason, region_code, region_revision, industry, unit_type, class, marks,
      address, phone, founded_on, legal_person, term_from, term_years, election_on, election_due, opened_on, closed_on, successor_id
    from membership.organisation where id = ${id}::uuid`.execute(db);
  return rows[0];
}

export const updateFacts = (db: Db, id: string, f: OrganisationFacts) =>
  sql`update membership.organisation set credit_code = ${f.creditCode}, credit_code_doubt = ${f.creditCodeDoubt},
      credit_code_reason = ${f.creditCodeReason}, region_code = ${f.regionCode}, region_revision = ${f.regionRevision},
      industry = ${f.industry}, unit_type = ${f.unitType}, class = ${f.class}, marks = ${f.marks}::text[], address = ${f.address},
      phone = ${f.phone}, founded_on = ${f.foundedOn}::date, legal_person = ${f.legalPerson}, term_from = ${f.termFrom}::date,
      term_years = ${f.termYears}, election_on = ${f.electionOn}::date, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

/** Another organisation that is not closed and has the same code, if the reader may see it. */
export async function findByCreditCode(db: Db, code: string, except: string): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`select name from membership.organisation
    where credit_code = ${code} and state <> 'closed' and id <> ${except}::uuid limit 1`.execute(db);
  return rows[0];
}
