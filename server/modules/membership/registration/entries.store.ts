import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { membershipsAt } from "../find-people.store.ts";
import type { MembershipState } from "../states/states.rules.ts";
import type { Act, Decision, Said, SaidBy } from "./registration.rules.ts";
import { speaksFor } from "./registration.store.ts";

export interface EntryRow {
  year: number;
  said: Said | null;
  saidBy: SaidBy | null;
  saidAt: Date | null;
  decision: Decision | null;
  decidedAt: Date | null;
}

const columns = sql.raw("e.year, e.said, e.said_by, e.said_at, e.decision, e.decided_at");

/** A person's years, the latest first. */
export async function listOfPerson(db: Db, personId: string): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${columns} from membership.registration_entry e
    where e.person_id = ${personId}::uuid order by e.year desc limit 30`.execute(db);
  return rows;
}

/** Of these people those of whom somebody has said or decided something for a year; that they joined in it is no word of anybody's. */
export async function listSpokenOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`select distinct person_id from membership.registration_entry
    where person_id = any(${[...ids]}::uuid[]) and (said_by <> 'joined' or decision is not null)`.execute(db);
  return rows.map(({ personId }) => personId);
}

/** Of people who are no members after all: their joining has confirmed nothing. */
export const dropJoined = (db: Db, ids: readonly string[]) =>
  sql`delete from membership.registration_entry where person_id = any(${[...ids]}::uuid[]) and said_by = 'joined'`.execute(
    db,
  );

/** What the member says of the year; said again, the last word holds. */
export const putSaid = (db: Db, e: { personId: string; year: number; said: Said }) =>
  sql`insert into membership.registration_entry as e (person_id, year, said, said_by, said_at)
    values (${e.personId}::uuid, ${e.year}, ${e.said}, 'member', clock_timestamp())
    on conflict (person_id, year) do update set said = excluded.said, said_by = 'member', said_at = excluded.said_at, said_act = null
    `.execute(db);

/** Which of a union's people a list shows: those left, those who work no more and wait for an answer, those decided about, those done. */
export const lists = ["left", "wishes", "decided", "registered"] as const;
export type List = (typeof lists)[number];

const belongs: Readonly<Record<List, ReturnType<typeof sql>>> = {
  left: sql`membership.counts_as_member(m.state) and e.said is null and e.decision is null`,
  wishes: sql`membership.counts_as_member(m.state) and e.said in ('retired', 'unemployed') and e.decision is null`,
  decided: sql`e.decision is not null`,
  registered: sql`e.said is not null`,
};

export interface ListedRow extends Omit<EntryRow, "year"> {
  id: string;
  state: MembershipState;
  hasPhone: boolean;
  isLongAway: boolean;
}

interface Asked {
  /** Below which path; `only` people of them, or the next `limit` after one. */
  node: string;
  /** Of which registration: whoever has a nearer one for the year is that one's to settle. */
  registration: { node: string; year: number };
  list: List;
  only?: readonly string[];
  after?: string | undefined;
  limit: number;
}

/** People of a branch by what is known of them for a year, in the order of their ids. */
export async function listPeople(db: Db, asked: Asked): Promise<ListedRow[]> {
  const { node, year } = asked.registration;
  const there = await membershipsAt(db, asked.node);
  const { rows } = await sql<ListedRow>`
    select m.person_id as id, m.state, e.said, e.said_by, e.said_at, e.decision, e.decided_at, p.phone_index is not null as has_phone,
      p.phone_known_at < clock_timestamp() - interval '90 days' as is_long_away
    from membership.membership m join membership.person p on p.id = m.person_id and p.left_at is null
      left join membership.registration_entry e on e.person_id = m.person_id and e.year = ${year}
    where m.is_primary and m.valid_to is null and ${there} and ${belongs[asked.list]} and ${speaksFor(node, year)}
      and (${asked.only === undefined}::boolean or m.person_id = any(${[...(asked.only ?? [])]}::uuid[]))
      and (${asked.after ?? null}::uuid is null or m.person_id > ${asked.after ?? null}::uuid)
    order by m.person_id limit ${asked.limit}`.execute(db);
  return rows;
}

export interface NewAct {
  id: string;
  registrationId: string;
  organisationId: string;
  node: string;
  act: Act;
  said: Said | null;
  reason: string;
  people: number;
  by: string;
}

export const insertAct = (db: Db, a: NewAct) =>
  sql`insert into membership.registration_act (id, registration_id, organisation_id, node, act, said, reason, people, by_name)
    values (${a.id}::uuid, ${a.registrationId}::uuid, ${a.organisationId}::uuid, ${a.node}::ltree, ${a.act}, ${a.said}, ${a.reason},
      ${a.people}, ${a.by})`.execute(db);

/** Writes down for many that they are there; whoever has said something meanwhile is left as they are. Gives whom it was written for. */
export async function confirmMany(
  db: Db,
  given: { ids: readonly string[]; year: number; said: Said; saidBy: SaidBy; actId: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    insert into membership.registration_entry as e (person_id, year, said, said_by, said_at, said_act)
    select id, ${given.year}, ${given.said}, ${given.saidBy}, clock_timestamp(), ${given.actId}::uuid
    from unnest(${[...given.ids]}::uuid[]) as t (id)
    on conflict (person_id, year) do update set said = excluded.said, said_by = excluded.said_by, said_at = excluded.said_at,
      said_act = excluded.said_act where e.said is null
    returning e.person_id`.execute(db);
  return rows.map(({ personId }) => personId);
}

export const decideMany = (
  db: Db,
  given: { ids: readonly string[]; year: number; decision: Decision; actId: string },
) =>
  sql`insert into membership.registration_entry as e (person_id, year, decision, decided_at, decision_act)
    select id, ${given.year}, ${given.decision}, clock_timestamp(), ${given.actId}::uuid
    from unnest(${[...given.ids]}::uuid[]) as t (id)
    on conflict (person_id, year) do update set decision = excluded.decision, decided_at = excluded.decided_at,
      decision_act = excluded.decision_act`.execute(db);

export interface ActRow extends Omit<NewAct, "by"> {
  at: Date;
  byName: string;
  undoneAt: Date | null;
  organisationName: string;
}

const actColumns =
  sql.raw(`a.id, a.registration_id, a.organisation_id, a.node::text as node, a.act, a.said, a.reason, a.people,
  a.by_name, a.at, a.undone_at, o.short_name as organisation_name`);

/** What was done in a branch, the latest first. */
export async function listActs(db: Db, registrationId: string, node: string): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`select ${actColumns} from membership.registration_act a
      join membership.organisation o on o.id = a.organisation_id
    where a.registration_id = ${registrationId}::uuid and a.node <@ ${node}::ltree order by a.at desc, a.id desc limit 30`.execute(
    db,
  );
  return rows;
}

export async function lockAct(db: Db, id: string): Promise<ActRow | undefined> {
  const { rows } = await sql<ActRow>`select ${actColumns} from membership.registration_act a
      join membership.organisation o on o.id = a.organisation_id
    where a.id = ${id}::uuid for update of a`.execute(db);
  return rows[0];
}

export const markUndone = (db: Db, id: string) =>
  sql`update membership.registration_act set undone_at = clock_timestamp() where id = ${id}::uuid`.execute(db);

/** Of whom something stands that an act wrote. */
export async function listTouchedBy(db: Db, actId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`select person_id from membership.registration_entry
    where said_act = ${actId}::uuid or decision_act = ${actId}::uuid`.execute(db);
  return rows.map(({ personId }) => personId);
}

/**
 * Those of them for whom it can be taken back: who are still where it was done, and whose membership, if it retained them and they are so
 * now, nobody has changed since. `retained`: they are to be members as before.
 */
export async function listRevertible(
  db: Db,
  { id, node }: Pick<ActRow, "id" | "node">,
): Promise<{ personId: string; retained: boolean }[]> {
  const { rows } = await sql<{ personId: string; retained: boolean }>`
    select e.person_id, r.is_retained as retained from membership.registration_act a
      join membership.registration_entry e on e.said_act = a.id or e.decision_act = a.id
      join membership.person p on p.id = e.person_id and p.node <@ ${node}::ltree
      left join membership.membership m on m.person_id = e.person_id and m.is_primary and m.valid_to is null
      cross join lateral (select coalesce(e.decision_act = a.id and e.decision = 'retained' and m.state = 'retained', false) as is_retained) r
    where a.id = ${id}::uuid and (not r.is_retained
      or (select count(*) from membership.state_change c where c.membership_id = m.id and c.at >= a.at) = 1)
    order by e.person_id`.execute(db);
  return rows;
}

export interface TakenBack {
  personId: string;
  /** Has said something, which stays. */
  spoke: boolean;
}

/** Takes back what an act wrote of these people, as far as nobody wrote over it since. Gives for whom. */
export async function takeBack(db: Db, actId: string, ids: readonly string[]): Promise<TakenBack[]> {
  const theirs = sql`e.person_id = any(${[...ids]}::uuid[])`;
  const { rows: touched } = await sql<TakenBack>`update membership.registration_entry e set
      said_act = case when e.said_act = ${actId}::uuid then null else e.said_act end,
      decision = case when e.decision_act = ${actId}::uuid then null else e.decision end,
      decided_at = case when e.decision_act = ${actId}::uuid then null else e.decided_at end,
      decision_act = case when e.decision_act = ${actId}::uuid then null else e.decision_act end,
      said = case when e.said_act = ${actId}::uuid then null else e.said end,
      said_by = case when e.said_act = ${actId}::uuid then null else e.said_by end,
      said_at = case when e.said_act = ${actId}::uuid then null else e.said_at end
    where ${theirs} and ((e.said_act = ${actId}::uuid and e.decision is not null and e.decision_act is distinct from ${actId}::uuid)
      or (e.decision_act = ${actId}::uuid and e.said is not null and e.said_act is distinct from ${actId}::uuid))
    returning e.person_id, e.said is not null as spoke`.execute(db);
  const { rows: gone } = await sql<TakenBack>`delete from membership.registration_entry e
    where ${theirs} and (e.said_act = ${actId}::uuid or e.decision_act = ${actId}::uuid) 
      returning e.person_id, false as spoke`.execute(db);
  return [...touched, ...gone];
}
