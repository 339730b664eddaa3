import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { KindnessKind } from "./kindness.schemas.ts";

/** Since when a person agrees to what, of those that hold. */
export async function listConsents(db: Db, personId: string): Promise<{ kind: KindnessKind; givenAt: Date }[]> {
  const { rows } = await sql<{
    kind: KindnessKind;
    givenAt: Date;
  }>`select kind, given_at from membership.kindness_consent
    where person_id = ${personId}::uuid and withdrawn_at is null`.execute(db);
  return rows;
}

/** All that a person agreed to, also what was withdrawn, the latest first. */
export async function listAllConsents(
  db: Db,
  personId: string,
): Promise<{ kind: KindnessKind; givenAt: Date; withdrawnAt: Date | null }[]> {
  const { rows } = await sql<{ kind: KindnessKind; givenAt: Date; withdrawnAt: Date | null }>`
    select kind, given_at, withdrawn_at from membership.kindness_consent
    where person_id = ${personId}::uuid order by given_at desc limit 50`.execute(db);
  return rows;
}

/** False when the person agreed already. */
export async function insertConsent(db: Db, given: { id: string; personId: string; kind: KindnessKind }) {
  const { rows } = await sql`insert into membership.kindness_consent (id, person_id, kind)
    values (${given.id}::uuid, ${given.personId}::uuid, ${given.kind})
    on conflict (kind, person_id) where withdrawn_at is null do nothing returning 1`.execute(db);
  return rows.length > 0;
}

/** False when there was nothing to withdraw. */
export async function withdrawConsent(db: Db, { personId, kind }: { personId: string; kind: KindnessKind }) {
  const { rows } = await sql`update membership.kindness_consent set withdrawn_at = clock_timestamp()
    where person_id = ${personId}::uuid and kind = ${kind} and withdrawn_at is null returning 1`.execute(db);
  return rows.length > 0;
}

/** How many people of a subtree, by the primary membership, agree to each kind now; kinds that nobody agrees to are left out. */
export async function countConsents(db: Db, node: string): Promise<{ kind: KindnessKind; people: number }[]> {
  const { rows } = await sql<{ kind: KindnessKind; people: number }>`select c.kind, count(*)::int as people
    from membership.kindness_consent c join membership.person p on p.id = c.person_id
    where c.withdrawn_at is null and p.left_at is null and p.node <@ ${node}::ltree group by c.kind`.execute(db);
  return rows;
}

export interface Celebrated {
  personId: string;
  /** The union of the primary membership. */
  union: string;
}

/**
 * Whose birthday (MM-DD) is one of these, who wants to be wished a happy one and is a member still, and has not been told this year (by
 * the key of the message); in the order of ids, after one of them.
 */
export async function listCelebrated(
  db: Db,
  asked: { birthdays: readonly string[]; dedupe: string; after: string; limit: number },
): Promise<Celebrated[]> {
  const { rows } = await sql<Celebrated>`select c.person_id, o.short_name as union
    from membership.kindness_consent c join membership.person p on p.id = c.person_id and p.left_at is null
      join membership.membership m on m.person_id = p.id and m.is_primary and m.valid_to is null
      join membership.organisation o on o.id = m.organisation_id
    where c.kind = 'birthday' and c.withdrawn_at is null and to_char(p.birth_date, 'MM-DD') = any(${[...asked.birthdays]}::text[])
      and not exists (select from kernel.inbox_message i where i.person_id = p.id and i.dedupe = ${asked.dedupe})
      and c.person_id > ${asked.after}::uuid
    order by c.person_id limit ${asked.limit}`.execute(db);
  return rows;
}
