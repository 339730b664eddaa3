import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { belowOn, held } from "./organisations/below.ts";
import type { MembershipRow, UnionRef } from "./people.store.ts";

/** An organisation and all that was affiliated below it on a day; asked as the server, for some of it may stand elsewhere today. */
export async function listIdsBelowOn(db: Db, root: { id: string; node: string }, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below (id, child) as (${belowOn(root, { day, tree: "reported" })}) select id from below`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many these organisations counted on a day, from the dated figures. */
export async function countRegisteredOn(db: Db, organisationIds: readonly string[], day: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select coalesce(sum(change), 0)::int as count from membership.member_figure
    where organisation_id = any(${[...organisationIds]}::uuid[]) and day <= ${day}::date`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What a membership was on a day: what the first change behind it says it had been until then, else what it is. */
const stateOn = (day: string) => sql`coalesce((select c.from_state from membership.state_change c
    where c.membership_id = m.id and c.on_day > ${day}::date order by c.at limit 1),
  case when m.valid_to is null then m.state else 'active' end)`;

const nameOn = (day: string) => sql`coalesce((select v.name from membership.organisation_version v
  where v.organisation_id = o.id and ${held("v", day)}), o.name)`;

export interface PersonOn {
  id: string;
  name: string;
  pinyin: string;
  memberNumber: string | null;
  phone: Buffer | null;
  /** They have ended their membership since, and are found no longer. */
  hasLeft: boolean;
  /** Where they belonged on that day, as far as the reader may see. */
  unions: UnionRef[];
}

export interface PeopleOn {
  day: string;
  organisationIds: readonly string[];
  /** Only who lies in these subtrees today. */
  paths: readonly string[];
  /** How a name, its spelling or its initials begin. */
  begins: string | undefined;
}

/**
 * Who belonged to these organisations on a day, of those whom the reader may see today, by name, with how many they are together. Reads
 * all memberships of the organisations, and people in the order of their ids: the caller has seen to it that they are not too many.
 */
export async function listPeopleOn(
  db: Db,
  { day, organisationIds, paths, begins }: PeopleOn,
  page: { after?: { key: string; id: string } | undefined; limit: number },
): Promise<{ rows: PersonOn[]; total: number }> {
  const typed = begins ?? "";
  const key = sql.raw(`p.pinyin collate "C"`);
  const behind =
    page.after === undefined ? sql`true` : sql`(${key}, p.id) > (${page.after.key}, ${page.after.id}::uuid)`;
  const { rows } = await sql<PersonOn & { total: number }>`
    with theirs as materialized (select p.id, p.pinyin from membership.person p
      where p.id = any(array(select m.person_id from membership.membership m
          where m.organisation_id = any(${[...organisationIds]}::uuid[]) and ${held("m", day)}))
        and p.node <@ any(${[...paths]}::ltree[])
        and (${typed} = '' or p.name ^@ ${typed} or replace(p.pinyin, ' ', '') ^@ lower(${typed}) or p.initials ^@ lower(${typed})
          or p.member_number in (${typed}, lpad(${typed}, 10, '0')))),
      page as (select p.id from theirs p where ${behind} order by ${key}, p.id limit ${page.limit})
    select p.id, p.name, p.pinyin, p.member_number, p.phone, p.left_at is not null as has_left,
      (select count(*)::int from theirs) as total,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', ${nameOn(day)}, 'primary', m.is_primary, 'state', ${stateOn(day)})
          order by m.is_primary desc, o.node), '[]')
        from membership.membership m join membership.organisation o on o.id = m.organisation_id
        where m.person_id = p.id and ${held("m", day)}) as unions
    from page join membership.person p on p.id = page.id order by ${key}, p.id`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Where a person belonged on a day, under the names and in the states of that day. */
export async function listMembershipsOn(db: Db, personId: string, day: string): Promise<MembershipRow[]> {
  const { rows } =
    await sql<MembershipRow>`select m.id, m.organisation_id, ${nameOn(day)} as organisation_name, ${stateOn(day)} as state,
      m.is_primary as "primary", m.basis, m.valid_from, m.valid_to
    from membership.membership m join membership.organisation o on o.id = m.organisation_id
    where m.person_id = ${personId}::uuid and ${held("m", day)} order by m.is_primary desc, m.valid_from, m.id`.execute(
      db,
    );
  return rows;
}
