import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface LinkedPerson {
  id: string;
  node: string;
  name: string;
}

/**
 * The member of a link, held until the transaction ends; not while somebody says that their number is another's: who made the link
 * is then in doubt too.
 */
export async function holdLinked(db: Db, issuer: string, subject: string): Promise<LinkedPerson | undefined> {
  const { rows } = await sql<LinkedPerson>`select p.id, p.node::text as node, p.name
    from membership.person_identity i join membership.person p on p.id = i.person_id
    where i.issuer = ${issuer} and i.subject = ${subject} and p.left_at is null and p.member_number is not null
      and p.phone_disputed_at is null for share of p`.execute(db);
  return rows[0];
}

/** True when this person comes in by this issuer already, whoever they are there. */
export async function hasLink(db: Db, issuer: string, personId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from membership.person_identity
    where issuer = ${issuer} and person_id = ${personId}::uuid`.execute(db);
  return rows.length > 0;
}

/** Ends all links of a person whom the actor has in scope; gives how many. */
export async function dropLinks(db: Db, personId: string): Promise<number> {
  const { rows } =
    await sql`delete from membership.person_identity where person_id = ${personId}::uuid returning 1`.execute(db);
  return rows.length;
}

export interface Link {
  issuer: string;
  subject: string;
  personId: string;
  /** By our one-time password, or by a phone that a trusted issuer has verified. */
  how: "code" | "phone";
}

/** Makes the link the only one of this subject and of this person at that issuer. */
export async function putLink(db: Db, { issuer, subject, personId, how }: Link): Promise<void> {
  await sql`delete from membership.person_identity where issuer = ${issuer}
    and (subject = ${subject} or person_id = ${personId}::uuid)`.execute(db);
  await sql`insert into membership.person_identity (issuer, subject, person_id, how)
    values (${issuer}, ${subject}, ${personId}::uuid, ${how})`.execute(db);
}
