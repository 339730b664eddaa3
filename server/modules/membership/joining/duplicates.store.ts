import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export type LikenessWhy = "id" | "phone" | "name_birth";

export interface LikePerson {
  id: string;
  name: string;
  node: string;
  memberNumber: string | null;
  union: string | null;
  why: LikenessWhy;
}

/** People of the register who are, or may be, the same: by document, by phone, by name and birth day. The surest first. */
export async function listLikePeople(
  db: Db,
  one: { idIndex: Buffer | null; phoneIndex: Buffer; name: string; birthDate: string | null },
): Promise<LikePerson[]> {
  const { rows } = await sql<LikePerson>`
    with found as (
      select id, 1 as rank, 'id' as why from membership.person where id_index = ${one.idIndex}::bytea and left_at is null
      union all
      select id, 2, 'phone' from membership.person where phone_index = ${one.phoneIndex} and left_at is null
      union all
      select id, 3, 'name_birth' from membership.person
        where birth_date = ${one.birthDate}::date and name = ${one.name} and left_at is null)
    select distinct on (p.id) p.id, p.name, p.node::text as node, p.member_number, f.why,
      (select o.short_name from membership.organisation o where o.node = p.node) as union
    from found f join membership.person p on p.id = f.id order by p.id, f.rank limit 20`.execute(db);
  const order = { id: 1, phone: 2, name_birth: 3 };
  return rows.sort((a, b) => order[a.why] - order[b.why]);
}
