import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { IdentityVerdict } from "#kernel/identity/identity-verifier";
import type { EmploymentForm } from "../people.store.ts";
import type { IdKind } from "../sealed-fields.ts";
import type { ApplicationState } from "./application.rules.ts";
import type { UnionReason } from "./propose.rules.ts";

export interface ApplicationRow {
  id: string;
  organisationId: string | null;
  node: string | null;
  state: ApplicationState;
  channel: "page" | "code" | "invitation" | "office";
  phone: Buffer | null;
  phoneIndex: Buffer;
  idKind: IdKind;
  idNumber: Buffer | null;
  idIndex: Buffer | null;
  name: string;
  employmentForm: EmploymentForm;
  employerName: string;
  platformName: string;
  districtId: string | null;
  unionReason: UnionReason | null;
  consentVersion: string | null;
  revision: number;
  submittedAt: Date | null;
  decidedAt: Date | null;
  reason: string | null;
  appeal: string | null;
  appealedAt: Date | null;
  personId: string | null;
  /** What a source said of name and number, if it was asked. */
  identitySource: "demo" | null;
  identityVerdict: IdentityVerdict | null;
  identityAt: Date | null;
}

const columns =
  sql.raw(`a.id, a.organisation_id, a.node::text as node, a.state, a.channel, a.phone, a.phone_index, a.id_kind, a.id_number,
  a.id_index, a.name, a.employment_form, a.employer_name, a.platform_name, a.district_id, a.union_reason, a.consent_version,
  a.revision, a.submitted_at, a.decided_at, a.reason, a.appeal, a.appealed_at, a.person_id,
  a.identity_source, a.identity_verdict, a.identity_at`);

export async function findApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const { rows } =
    await sql<ApplicationRow>`select ${columns} from membership.application a where a.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The same, locked: two answers at once are one after the other. */
export async function lockApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${columns} from membership.application a
    where a.id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** The latest of a phone, locked. */
export async function lockLatest(db: Db, phoneIndex: Buffer): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${columns} from membership.application a
    where a.phone_index = ${phoneIndex} order by a.created_at desc, a.id desc limit 1 for update`.execute(db);
  return rows[0];
}

export const insertDraft = (
  db: Db,
  a: {
    id: string;
    channel: "page" | "code" | "invitation";
    invitationId: string | null;
    phone: Buffer;
    phoneIndex: Buffer;
    union: { id: string; node: string } | undefined;
  },
) =>
  sql`insert into membership.application (id, channel, invitation_id, phone, phone_index, organisation_id, node, union_reason)
    values (${a.id}::uuid, ${a.channel}, ${a.invitationId}::uuid, ${a.phone}, ${a.phoneIndex}, ${a.union?.id ?? null}::uuid, ${a.union?.node ?? null}::ltree,
      case when ${a.union !== undefined}::boolean then 'invited' end)`.execute(db);

/** An application that an officer hands in for somebody: it waits for the union from the beginning. */
export const insertHandedIn = (
  db: Db,
  a: Pick<
    ApplicationRow,
    "id" | "name" | "idKind" | "idNumber" | "idIndex" | "phone" | "employmentForm" | "employerName"
  > & {
    phoneIndex: Buffer | null;
    consent: string;
    union: { id: string; node: string };
  },
) =>
  sql`insert into membership.application (id, channel, state, organisation_id, node, union_reason, name, id_kind, id_number, id_index,
      phone, phone_index, employment_form, employer_name, consent_version, consented_at, submitted_at)
    values (${a.id}::uuid, 'office', 'waiting', ${a.union.id}::uuid, ${a.union.node}::ltree, 'chosen', ${a.name}, ${a.idKind},
      ${a.idNumber}, ${a.idIndex}, ${a.phone}, ${a.phoneIndex}, ${a.employmentForm}, ${a.employerName}, ${a.consent},
      clock_timestamp(), clock_timestamp())`.execute(db);

export type DraftFields = Pick<
  ApplicationRow,
  | "name"
  | "idKind"
  | "idNumber"
  | "idIndex"
  | "employmentForm"
  | "employerName"
  | "platformName"
  | "districtId"
  | "organisationId"
  | "node"
  | "unionReason"
>;

export const updateDraft = (db: Db, id: string, f: DraftFields) =>
  sql`update membership.application set name = ${f.name}, id_kind = ${f.idKind}, id_number = ${f.idNumber}, id_index = ${f.idIndex},
      employment_form = ${f.employmentForm}, employer_name = ${f.employerName}, platform_name = ${f.platformName},
      district_id = ${f.districtId}::uuid, organisation_id = ${f.organisationId}::uuid, node = ${f.node}::ltree,
      union_reason = ${f.unionReason}, updated_at = clock_timestamp()
    where id = ${id}::uuid and state = 'draft'`.execute(db);

export const submitDraft = (db: Db, id: string, consent: string) =>
  sql`update membership.application set state = 'waiting', consent_version = ${consent}, consented_at = clock_timestamp(),
      submitted_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = ${id}::uuid and state = 'draft'`.execute(db);

export const withdrawApplication = (db: Db, id: string) =>
  sql`update membership.application set state = 'withdrawn', decided_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export const refuse = (db: Db, id: string, reason: string) =>
  sql`update membership.application set state = 'refused', reason = ${reason}, decided_at = clock_timestamp(),
      updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export const appeal = (db: Db, id: string, text: string) =>
  sql`update membership.application set state = 'appealing', appeal = ${text}, appealed_at = clock_timestamp(),
      revision = revision + 1, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

/** Keeps what a source said of an open application that still says what was asked about; false when it does not. */
export async function keepIdentityVerdict(
  db: Db,
  row: Pick<ApplicationRow, "id" | "name" | "idIndex">,
  said: { source: "demo"; verdict: IdentityVerdict },
): Promise<boolean> {
  const found =
    await sql`update membership.application set identity_source = ${said.source}, identity_verdict = ${said.verdict},
      identity_at = clock_timestamp()
    where id = ${row.id}::uuid and name = ${row.name} and id_index = ${row.idIndex} and state in ('waiting', 'appealing')`.execute(
      db,
    );
  return found.numAffectedRows === 1n;
}

/** What is in the person's file now is no longer here. */
export const markApproved = (db: Db, id: string, personId: string) =>
  sql`update membership.application set state = 'approved', person_id = ${personId}::uuid, reason = null,
      decided_at = clock_timestamp(), updated_at = clock_timestamp(), phone = null, id_number = null, id_index = null,
      destroyed_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export interface ApplicationFilter {
  /** Subtrees in which the reader may list people. */
  paths: string[];
  organisationNode: string | undefined;
  /** What is there, by name; undefined for more than can be named. */
  organisationIds: readonly string[] | undefined;
  open: boolean;
  after: string | undefined;
  limit: number;
}

/** Those that wait, the longest waiting first; or those that were answered, the latest first. */
export async function listApplications(db: Db, f: ApplicationFilter): Promise<ApplicationRow[]> {
  const order = sql.raw(f.open ? "a.submitted_at, a.id" : "a.submitted_at desc, a.id desc");
  const states = f.open ? ["waiting", "appealing"] : ["approved", "refused", "withdrawn"];
  const beyond = sql.raw(f.open ? ">" : "<");
  // Within `case`, PostgreSQL does not guess that a subtree holds one in a thousand.
  const { rows } = await sql<ApplicationRow>`select ${columns} from membership.application a
    where a.state in (${sql.join(states.map((state) => sql.lit(state)))}) and a.submitted_at is not null
      and ${f.organisationIds === undefined ? sql`true` : sql`a.organisation_id = any(${[...f.organisationIds]}::uuid[])`}
      and case when a.node <@ any(${f.paths}::ltree[])
        and (${f.organisationNode ?? null}::ltree is null or a.node <@ ${f.organisationNode ?? null}::ltree) then true else false end
      and (${f.after ?? null}::uuid is null or (a.submitted_at, a.id) ${beyond}
        (select last.submitted_at, last.id from membership.application last where last.id = ${f.after ?? null}::uuid))
    order by ${order} limit ${f.limit}`.execute(db);
  return rows;
}

/** Destroys the sealed values of drafts and of what was answered long ago; gives what they were. */
export async function destroyOld(
  db: Db,
  limits: { draftDays: number; answeredDays: number },
): Promise<{ id: string; node: string | null; was: string }[]> {
  const { rows } = await sql<{
    id: string;
    node: string | null;
    was: string;
  }>`update membership.application set phone = null, id_number = null, id_index = null,
      name = case when state = 'draft' then '' else name end, destroyed_at = clock_timestamp(), updated_at = clock_timestamp(),
      state = case when state = 'draft' then 'withdrawn' else state end
    where destroyed_at is null and (
      (state = 'draft' and updated_at < clock_timestamp() - make_interval(days => ${limits.draftDays}))
      or (state in ('refused', 'withdrawn') and updated_at < clock_timestamp() - make_interval(days => ${limits.answeredDays})))
    returning id, node::text as node, old.state as was`.execute(db);
  return rows;
}
