import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import type { MembershipState } from "./states.rules.ts";

export interface HeldMembership {
  id: string;
  organisationId: string;
  node: string;
  state: MembershipState;
  primary: boolean;
}

/** The membership of a person that holds in an organisation, locked; the primary one without an organisation. */
export async function lockMembership(
  db: Db,
  personId: string,
  organisationId: string | undefined,
): Promise<HeldMembership | undefined> {
  const { rows } =
    await sql<HeldMembership>`select id, organisation_id, node::text as node, state, is_primary as "primary"
    from membership.membership where person_id = ${personId}::uuid and valid_to is null
      and (organisation_id = ${organisationId ?? null}::uuid or (${organisationId ?? null}::uuid is null and is_primary))
    for update`.execute(db);
  return rows[0];
}

/** Locks the primary memberships of these people that hold, one after another by their ids. */
export async function lockPrimaries(db: Db, personIds: readonly string[]): Promise<void> {
  await sql`select from membership.membership where person_id = any(${[...personIds]}::uuid[]) and is_primary and valid_to is null
    order by person_id for update`.execute(db);
}

/** All memberships of a person that hold, locked. */
export async function lockMemberships(db: Db, personId: string): Promise<HeldMembership[]> {
  const { rows } =
    await sql<HeldMembership>`select id, organisation_id, node::text as node, state, is_primary as "primary"
    from membership.membership where person_id = ${personId}::uuid and valid_to is null order by id for update`.execute(
      db,
    );
  return rows;
}

/** From today on; one that is over has today as its last day. */
export const setState = (db: Db, id: string, { state, ends }: { state: MembershipState; ends: boolean }) =>
  sql`update membership.membership set state = ${state},
      valid_to = case when ${ends}::boolean then greatest(valid_from, ${today}) end
    where id = ${id}::uuid`.execute(db);

export interface StateChange {
  id: string;
  membershipId: string;
  personId: string;
  node: string;
  from: MembershipState;
  to: MembershipState;
  reason: string;
  by: string;
}

export const insertStateChange = (db: Db, c: StateChange) =>
  sql`insert into membership.state_change (id, membership_id, person_id, node, from_state, to_state, on_day, reason, by_label)
    values (${c.id}::uuid, ${c.membershipId}::uuid, ${c.personId}::uuid, ${c.node}::ltree, ${c.from}, ${c.to}, ${today},
      ${c.reason}, ${c.by})`.execute(db);

/** When somebody left; undefined for who has not. */
export async function findLeftAt(db: Db, personId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ leftAt: Date }>`select left_at from membership.person
    where id = ${personId}::uuid and left_at is not null`.execute(db);
  return rows[0]?.leftAt;
}
