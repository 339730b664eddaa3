import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { StoredAgreementState } from "./agreement.rules.ts";

export interface AgreementText {
  contractNumber: string;
  startsOn: string;
  endsOn: string | null;
  legalName: string;
  creditCode: string;
  creditCodeReason: string | null;
  invoiceKind: "ordinary" | "special";
  invoiceTitle: string;
  invoiceDetails: string;
  scanFileId: string | null;
}

export interface AgreementRow extends AgreementText {
  id: string;
  merchantId: string;
  node: string;
  /** Without papers: of a merchant that took vouchers before. */
  provisional: boolean;
  state: StoredAgreementState;
  reason: string | null;
  revision: number;
  createdBy: string | null;
  createdByName: string | null;
  editedBy: string[];
  submittedBy: string | null;
  checkedBy: string | null;
  checkedByName: string | null;
  checkedAt: Date | null;
  terminatedAt: Date | null;
}

const columns =
  sql.raw(`id, merchant_id, node::text as node, contract_number, starts_on, ends_on, legal_name, credit_code,
  credit_code_reason, invoice_kind, invoice_title, invoice_details, scan_file_id, provisional, state, reason, revision,
  created_by, created_by_name, edited_by, submitted_by, checked_by, checked_by_name, checked_at, terminated_at`);

type New = Pick<AgreementRow, "id" | "merchantId" | "node" | "createdBy" | "createdByName">;

export const insertAgreement = (db: Db, a: New & AgreementText) =>
  sql`insert into benefits.agreement (id, merchant_id, node, contract_number, starts_on, ends_on, legal_name,
      credit_code, credit_code_reason, invoice_kind, invoice_title, invoice_details, scan_file_id, created_by, created_by_name)
    values (${a.id}, ${a.merchantId}, ${a.node}::ltree, ${a.contractNumber}, ${a.startsOn}::date, ${a.endsOn}::date,
      ${a.legalName}, ${a.creditCode}, ${a.creditCodeReason}, ${a.invoiceKind}, ${a.invoiceTitle}, ${a.invoiceDetails},
      ${a.scanFileId}, ${a.createdBy}, ${a.createdByName})`.execute(db);

/** An agreement without papers and without end, from today: of a merchant that begins before its papers are here. */
export const insertProvisional = (db: Db, a: { id: string; merchantId: string; node: string; startsOn: string }) =>
  sql`insert into benefits.agreement (id, merchant_id, node, starts_on, provisional, state)
    values (${a.id}, ${a.merchantId}, ${a.node}::ltree, ${a.startsOn}::date, true, 'approved')`.execute(db);

export const updateAgreement = (db: Db, a: AgreementRow) =>
  sql`update benefits.agreement set contract_number = ${a.contractNumber}, starts_on = ${a.startsOn}::date,
      ends_on = ${a.endsOn}::date, legal_name = ${a.legalName}, credit_code = ${a.creditCode},
      credit_code_reason = ${a.creditCodeReason}, invoice_kind = ${a.invoiceKind}, invoice_title = ${a.invoiceTitle},
      invoice_details = ${a.invoiceDetails}, scan_file_id = ${a.scanFileId}, edited_by = ${a.editedBy}::uuid[],
      state = 'draft', revision = revision + 1
    where id = ${a.id}`.execute(db);

/** Handed in; after a refusal as another revision, so that it can be decided about anew. */
export const markSubmitted = (db: Db, id: string, by: string) =>
  sql`update benefits.agreement set revision = revision + (state = 'refused')::int, state = 'submitted', reason = null,
      submitted_by = ${by}, submitted_at = clock_timestamp(), checked_by = null, checked_by_name = null, checked_at = null
    where id = ${id}`.execute(db);

export const markChecked = (
  db: Db,
  id: string,
  checked: { state: "approved" | "refused"; by: string; byName: string; reason: string | null },
) =>
  sql`update benefits.agreement set state = ${checked.state}, checked_by = ${checked.by},
      checked_by_name = ${checked.byName}, checked_at = clock_timestamp(), reason = ${checked.reason}
    where id = ${id}`.execute(db);

export const markTerminated = (db: Db, id: string, reason: string) =>
  sql`update benefits.agreement set state = 'terminated', terminated_at = clock_timestamp(), reason = ${reason}
    where id = ${id}`.execute(db);

/** What a merchant had without papers ends where an agreement begins; one that would begin later is over at once. */
export const endProvisional = (db: Db, merchantId: string, startsOn: string) =>
  sql`update benefits.agreement set
      ends_on = case when starts_on < ${startsOn}::date then ${startsOn}::date - 1 end,
      state = case when starts_on < ${startsOn}::date then state else 'terminated' end,
      terminated_at = case when starts_on < ${startsOn}::date then null else clock_timestamp() end
    where merchant_id = ${merchantId} and provisional and state = 'approved'
      and (ends_on is null or ends_on >= ${startsOn}::date)`.execute(db);

export async function findAgreement(db: Db, id: string): Promise<AgreementRow | undefined> {
  const { rows } = await sql<AgreementRow>`select ${columns} from benefits.agreement where id = ${id}`.execute(db);
  return rows[0];
}

/** The agreement, held until the transaction ends. */
export async function lockAgreement(db: Db, id: string): Promise<AgreementRow | undefined> {
  const { rows } = await sql<AgreementRow>`select ${columns} from benefits.agreement
    where id = ${id} for update`.execute(db);
  return rows[0];
}

/** Agreements of these merchants, the latest first. */
export async function listAgreements(db: Db, merchantIds: string[]): Promise<AgreementRow[]> {
  const { rows } = await sql<AgreementRow>`select ${columns} from benefits.agreement
    where merchant_id = any(${merchantIds}::uuid[]) order by starts_on desc, id desc`.execute(db);
  return rows;
}
