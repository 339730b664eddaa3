import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import { holdMoves } from "#kernel/nodes.store";
import { movePeople } from "../people.store.ts";

/** Whom an act on an organisation and all below it touches. */
export interface Touched {
  organisations: number;
  /** Counted members, and other memberships that hold. */
  members: number;
  memberships: number;
  accounts: number;
  duties: number;
  links: number;
}

export async function countTouched(db: Db, id: string, node: string): Promise<Touched> {
  const { rows } = await sql<Touched>`
    with below as (select k.id from kernel.node k where k.path <@ ${node}::ltree)
    select
      (select count(*)::int from membership.organisation o
        where o.id = any (array(select id from below)) and o.state <> 'closed') as organisations,
      (select coalesce(sum(t.change), 0)::int from membership.member_tally t
        where t.organisation_id = any (array(select id from below))) as members,
      (select count(*)::int from membership.membership m
        where m.organisation_id = ${id}::uuid and m.valid_to is null) as memberships,
      (select count(*)::int from kernel.staff_account a
        where a.node_id = any (array(select id from below)) and a.disabled_at is null) as accounts,
      (select count(*)::int from kernel.duty_grant g where g.node_id = any (array(select id from below)) and g.revoked_at is null
        and (g.valid_until is null or g.valid_until > clock_timestamp())) as duties,
      (select count(*)::int from membership.organisation_link l where ${id}::uuid in (l.from_id, l.to_id)
        and l.kind <> 'affiliation' and (l.valid_to is null or l.valid_to > ${today})) as links`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("nothing was counted");
  return row;
}

/** The organisation and its state, locked: what is done to organisations as a whole happens one after another. */
export async function lockOrganisation(db: Db, id: string): Promise<void> {
  await holdMoves(db);
  await sql`select 1 from membership.organisation where id = ${id}::uuid for update`.execute(db);
}

/** Why a planned move could not be done; null when another is planned or done. */
export const noteMoveFailed = (db: Db, id: string, why: string | null) =>
  sql`update membership.organisation set move_failed_why = ${why},
      move_failed_at = case when ${why}::text is null then null else clock_timestamp() end
    where id = ${id}::uuid and (${why}::text is not null or move_failed_at is not null)`.execute(db);

/** What stands directly below and is not closed. */
export async function listChildren(db: Db, id: string) {
  const { rows } = await sql<{ id: string; node: string; kind: string; name: string }>`
    select o.id, o.node::text as node, o.kind, o.name from membership.organisation o join kernel.node k on k.id = o.id
    where k.parent_id = ${id}::uuid and o.state <> 'closed' order by o.node`.execute(db);
  return rows;
}

export interface Handover {
  from: { id: string };
  to: { id: string; node: string };
  /** These people; all without it. */
  only?: readonly string[] | undefined;
  /** Who is counted now keeps the membership there without its duties and counting: those whose employer is gone. */
  retain?: boolean | undefined;
  reason: string;
  by: string;
}

/**
 * Ends the memberships that hold at one organisation with today as their last day, and begins the same at another, thousands in one
 * statement; each is in the history of its person. Who is a member there already keeps that one. Gives how many went over.
 */
export async function transferAll(db: Db, { from, to, only, retain = false, reason, by }: Handover): Promise<number> {
  const { rows } = await sql<{ id: string; personId: string; isPrimary: boolean; state: string; node: string }>`
    update membership.membership set state = 'transferred', valid_to = greatest(valid_from, ${today})
    from (select id as old_id, state as old_state from membership.membership
      where organisation_id = ${from.id}::uuid and valid_to is null
        and (${only === undefined}::boolean or person_id = any (${[...(only ?? [])]}::uuid[])) for update) old
    where id = old.old_id returning id, person_id, is_primary, old.old_state as state, node::text as node`.execute(db);
  const came = sql`unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.personId)}::uuid[],
    ${rows.map((r) => r.isPrimary)}::boolean[], ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.node)}::ltree[])
    as came (id, person_id, is_primary, state, node)`;
  await sql`insert into membership.state_change (id, membership_id, person_id, node, from_state, to_state, on_day, reason, by_label)
    select kernel.uuidv7(), came.id, came.person_id, came.node, came.state, 'transferred', ${today}, ${reason}, ${by}
    from ${came}`.execute(db);
  // A second membership there becomes the primary one of whoever loses theirs here.
  await sql`update membership.membership m set is_primary = true from ${came}
    where m.person_id = came.person_id and m.organisation_id = ${to.id}::uuid and m.valid_to is null and came.is_primary`.execute(
    db,
  );
  await sql`insert into membership.membership (id, person_id, organisation_id, node, is_primary, state, valid_from)
    select kernel.uuidv7(), came.person_id, ${to.id}::uuid, ${to.node}::ltree, came.is_primary,
      case when ${retain}::boolean then 'retained' else came.state end, ${today}
    from ${came} where not exists (select from membership.membership m where m.person_id = came.person_id
      and m.organisation_id = ${to.id}::uuid and m.valid_to is null)`.execute(db);
  const primary = rows.filter(({ isPrimary }) => isPrimary).map(({ personId }) => personId);
  await movePeople(db, primary, to.node);
  await tellHandedOver(db, { people: primary, from, to, retain, reason });
  return rows.length;
}

/** Every member whose counting union is another from today reads of it, in one statement. */
const tellHandedOver = (db: Db, { people, ...over }: Omit<Handover, "only" | "by"> & { people: string[] }) =>
  sql`insert into kernel.inbox_message (id, person_id, kind, params, link)
    select kernel.uuidv7(), person_id,
      case when ${over.retain}::boolean then 'membership.kept_above' else 'membership.handed_over' end,
      jsonb_build_object('from', (select name from membership.organisation where id = ${over.from.id}::uuid),
        'union', (select name from membership.organisation where id = ${over.to.id}::uuid), 'reason', ${over.reason}::text), '/me'
    from unnest(${people}::uuid[]) as told (person_id)`.execute(db);

/** Applications that wait at one organisation wait at another from now on; gives how many. Without another they are only counted. */
export async function handOverApplications(
  db: Db,
  from: { id: string },
  to: { id: string; node: string } | undefined,
): Promise<number> {
  const waiting = sql`organisation_id = ${from.id}::uuid and state in ('waiting', 'appealing')`;
  const { rows } = await (to === undefined
    ? sql`select 1 from membership.application where ${waiting}`
    : sql`update membership.application set organisation_id = ${to.id}::uuid, node = ${to.node}::ltree,
        updated_at = clock_timestamp() where ${waiting} returning 1`
  ).execute(db);
  return rows.length;
}

export const markClosed = (db: Db, id: string, successorId: string | null) =>
  sql`update membership.organisation set state = 'closed', closed_on = ${today}, successor_id = ${successorId}::uuid,
    updated_at = clock_timestamp() where id = ${id}::uuid`.execute(db);
