import { sql } from "kysely";
import type { Db } from "../../database/db.ts";

/** The account that this identity is linked to. */
export async function findLinked(db: Db, issuer: string, subject: string): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from kernel.staff_identity where issuer = ${issuer} and subject = ${subject}`.execute(db);
  return rows[0]?.accountId;
}

export async function isLinked(db: Db, issuer: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from kernel.staff_identity where issuer = ${issuer} and account_id = ${accountId}::uuid`.execute(db);
  return rows.length > 0;
}

export const insertLink = (db: Db, link: { issuer: string; subject: string; accountId: string }) =>
  sql`insert into kernel.staff_identity (issuer, subject, account_id)
    values (${link.issuer}, ${link.subject}, ${link.accountId}::uuid)`.execute(db);

/** Takes the link of an account away; false when there was none. */
export async function removeLink(db: Db, issuer: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`delete from kernel.staff_identity
    where issuer = ${issuer} and account_id = ${accountId}::uuid returning 1`.execute(db);
  return rows.length > 0;
}

export const removeLinksOf = (db: Db, accountId: string) =>
  sql`delete from kernel.staff_identity where account_id = ${accountId}::uuid`.execute(db);
