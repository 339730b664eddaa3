import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface ApplicationRow {
  id: string;
  organisationId: string;
  node: string;
  legalName: string;
  tradeName: string;
  creditCode: string;
  creditCodeReason: string | null;
  contactName: string;
  phoneTail: string;
  trade: string;
  /** Those of before there were positions have none. */
  stores: { name: string; address: string; position?: string; phone: string }[];
  licenceFileId: string | null;
  licenceMediaType: string | null;
  state: "submitted" | "accepted" | "refused";
  reason: string | null;
  submittedAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  merchantId: string | null;
  /** The account that a list named with it, sealed. */
  bankName: string | null;
  bankHolder: string | null;
  bankSealed: Buffer | null;
  /** Others that ask the same union with the same credit code, or were taken in with it. */
  sameCode: number;
}

const columns = sql.raw(`a.id, a.organisation_id, a.node::text as node, a.legal_name, a.trade_name, a.credit_code,
  a.credit_code_reason, a.contact_name, a.phone_tail, a.trade, a.stores, a.licence_file_id,
  (select media_type from kernel.file f where f.id = a.licence_file_id) as licence_media_type, a.state, a.reason,
  a.submitted_at, a.decided_by_name, a.decided_at, a.merchant_id, a.bank_name, a.bank_holder, a.bank_sealed,
  (select count(*)::integer from benefits.merchant_application o where o.organisation_id = a.organisation_id
    and o.credit_code = a.credit_code and o.id <> a.id and o.state <> 'refused') as same_code`);

type Decided =
  | ("state" | "reason" | "submittedAt" | "decidedByName" | "decidedAt" | "merchantId")
  | ("licenceMediaType" | "sameCode");

type Bank = "bankName" | "bankHolder" | "bankSealed";

export interface NewApplication extends Omit<ApplicationRow, Decided | Bank> {
  phoneSealed: Buffer;
  phoneIndex: Buffer;
  /** Of one that came in with a list. */
  listed?: { importId: string } & Pick<ApplicationRow, Bank>;
}

export const insertApplication = (db: Db, a: NewApplication) =>
  sql`insert into benefits.merchant_application (id, organisation_id, node, legal_name, trade_name, credit_code,
      credit_code_reason, contact_name, phone_sealed, phone_index, phone_tail, trade, stores, licence_file_id, import_id,
      bank_name, bank_holder, bank_sealed)
    values (${a.id}, ${a.organisationId}, ${a.node}::ltree, ${a.legalName}, ${a.tradeName}, ${a.creditCode},
      ${a.creditCodeReason}, ${a.contactName}, ${a.phoneSealed}, ${a.phoneIndex}, ${a.phoneTail}, ${a.trade},
      ${JSON.stringify(a.stores)}::jsonb, ${a.licenceFileId}, ${a.listed?.importId ?? null}, ${a.listed?.bankName ?? null},
      ${a.listed?.bankHolder ?? null}, ${a.listed?.bankSealed ?? null})`.execute(db);

/** Further stores of a merchant who was asked for in the same transaction. */
export const addStores = (db: Db, id: string, stores: readonly NewApplication["stores"][number][]) =>
  sql`update benefits.merchant_application set stores = stores || ${JSON.stringify(stores)}::jsonb where id = ${id}`.execute(
    db,
  );

/** With which of these credit codes the union has been asked and has not said no. */
export async function listCodesAsked(db: Db, organisationId: string, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ creditCode: string }>`select distinct credit_code from benefits.merchant_application
    where organisation_id = ${organisationId} and state <> 'refused' and credit_code = any(${[...codes]}::text[])`.execute(
    db,
  );
  return new Set(rows.map(({ creditCode }) => creditCode));
}

/** Removes what a list brought in and nobody has decided; gives the ids of what is gone. */
export async function removeUndecided(db: Db, importId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`delete from benefits.merchant_application
    where import_id = ${importId} and state = 'submitted' and id = any(${[...ids]}::uuid[]) returning id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export const markDecided = (
  db: Db,
  id: string,
  d: { state: "accepted" | "refused"; reason: string | null; by: string; byName: string; merchantId: string | null },
) =>
  sql`update benefits.merchant_application set state = ${d.state}, reason = ${d.reason}, decided_by = ${d.by},
      decided_by_name = ${d.byName}, decided_at = clock_timestamp(), merchant_id = ${d.merchantId}
    where id = ${id}`.execute(db);

export async function findApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${columns} from benefits.merchant_application a
    where a.id = ${id}`.execute(db);
  return rows[0];
}

/** The application, held until the transaction ends. */
export async function lockApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${columns} from benefits.merchant_application a
    where a.id = ${id} for update of a`.execute(db);
  return rows[0];
}

export async function findApplicantPhone(db: Db, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ phoneSealed: Buffer }>`select phone_sealed from benefits.merchant_application
    where id = ${id}`.execute(db);
  return rows[0]?.phoneSealed;
}

/** What was asked for with a phone, the latest first. */
export async function listApplicationsOfPhone(db: Db, phoneIndex: Buffer): Promise<ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${columns} from benefits.merchant_application a
    where a.phone_index = ${phoneIndex} order by a.id desc limit 20`.execute(db);
  return rows;
}

export interface ApplicationFilter {
  paths: string[];
  state?: ApplicationRow["state"] | undefined;
  after?: string | undefined;
  limit: number;
}

/** Applications to unions of these subtrees, the latest first. */
export async function listApplications(db: Db, filter: ApplicationFilter): Promise<ApplicationRow[]> {
  const { paths, state = null, after = null, limit } = filter;
  const { rows } = await sql<ApplicationRow>`select ${columns} from benefits.merchant_application a
    where ${paths}::ltree[] @> a.node and (${state}::text is null or a.state = ${state})
      and (${after}::uuid is null or a.id < ${after}::uuid)
    order by a.id desc limit ${limit}`.execute(db);
  return rows;
}
