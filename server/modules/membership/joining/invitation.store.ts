import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface InvitationRow {
  id: string;
  organisationId: string;
  node: string;
  code: string;
  note: string;
  phoneIndex: Buffer | null;
  phoneMasked: string | null;
  most: number | null;
  expiresAt: Date;
  revokedAt: Date | null;
  createdAt: Date;
  /** How many began an application by it, handed one in, and were taken in. */
  begun: number;
  sent: number;
  joined: number;
}

const columns =
  sql.raw(`i.id, i.organisation_id, i.node::text as node, i.code, i.note, i.phone_index, i.phone_masked, i.most,
  i.expires_at, i.revoked_at, i.created_at, c.begun, c.sent, c.joined`);
const counted = sql.raw(`left join lateral (select count(*)::int as begun, count(a.submitted_at)::int as sent,
    count(*) filter (where a.state = 'approved')::int as joined
  from membership.application a where a.invitation_id = i.id) c on true`);

export const insertInvitation = (
  db: Db,
  i: Omit<InvitationRow, "revokedAt" | "createdAt" | "begun" | "sent" | "joined"> & { createdBy: string },
) =>
  sql`insert into membership.invitation (id, organisation_id, node, code, note, phone_index, phone_masked, most, expires_at, created_by)
    values (${i.id}::uuid, ${i.organisationId}::uuid, ${i.node}::ltree, ${i.code}, ${i.note}, ${i.phoneIndex}, ${i.phoneMasked},
      ${i.most}, ${i.expiresAt}, ${i.createdBy})`.execute(db);

/** Of these subtrees, the latest first; `after` is the last of the page before. */
export async function listInvitations(
  db: Db,
  f: { paths: string[]; organisationNode: string | undefined; after: string | undefined; limit: number },
): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`select ${columns} from membership.invitation i ${counted}
    where i.node <@ any(${f.paths}::ltree[])
      and (${f.organisationNode ?? null}::ltree is null or i.node <@ ${f.organisationNode ?? null}::ltree)
      and (${f.after ?? null}::uuid is null or (i.created_at, i.id) <
        (select last.created_at, last.id from membership.invitation last where last.id = ${f.after ?? null}::uuid))
    order by i.created_at desc, i.id desc limit ${f.limit}`.execute(db);
  return rows;
}

/** The invitation of a draft, locked: whoever hands in by it is counted after whoever came before. */
export async function lockInvitationOf(db: Db, applicationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select i.id from membership.application a
    join membership.invitation i on i.id = a.invitation_id where a.id = ${applicationId}::uuid for no key update of i`.execute(
    db,
  );
  return rows[0]?.id;
}

/** The application comes by itself from now on. */
export const dropInvitation = (db: Db, applicationId: string) =>
  sql`update membership.application set invitation_id = null, channel = 'code' where id = ${applicationId}::uuid`.execute(
    db,
  );

export async function findByCode(db: Db, code: string): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`select ${columns} from membership.invitation i ${counted}
    where i.code = ${code}`.execute(db);
  return rows[0];
}

export async function findInvitation(db: Db, id: string): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`select ${columns} from membership.invitation i ${counted}
    where i.id = ${id}::uuid`.execute(db);
  return rows[0];
}

export const revokeInvitation = (db: Db, id: string) =>
  sql`update membership.invitation set revoked_at = coalesce(revoked_at, clock_timestamp()) where id = ${id}::uuid`.execute(
    db,
  );
