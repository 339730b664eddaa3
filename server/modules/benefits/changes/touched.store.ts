import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Whose parts count: in `live` everybody's, in `held` only those who hold or wait for something. */
export interface Reach {
  live: readonly string[];
  held: readonly string[];
}

/** One row per person and how they are touched; entries count until they are served. */
const people = ({ live, held }: Reach) => sql`
  select e.person_id, 'entered' as how from stock.entry e join stock.quota q on q.id = e.quota_id
    where q.id = any(${[...live]}::uuid[]) and q.served_at is null and e.outcome is null
  union all
  select c.person_id, case c.state when 'active' then 'holding' else 'waiting' end
    from stock.claim c join stock.quota q on q.id = c.quota_id
    where coalesce(q.parent_id, q.id) = any(${[...live, ...held]}::uuid[]) and c.state in ('active', 'held', 'waiting')
  union all
  select person_id, 'reminded' from releases.reminder
    where release_id = any(${[...live]}::uuid[]) and reminded_at is null`;

export interface TouchedPeople {
  people: number;
  entered: number;
  waiting: number;
  holding: number;
  reminded: number;
}

/** How many different persons an act touches, by their part. Read with the server's sight: reminders are people's own. */
export async function countTouched(db: Db, reach: Reach): Promise<TouchedPeople> {
  const { rows } = await sql<TouchedPeople>`select count(distinct person_id)::integer as people,
      count(distinct person_id) filter (where how = 'entered')::integer as entered,
      count(distinct person_id) filter (where how = 'waiting')::integer as waiting,
      count(distinct person_id) filter (where how = 'holding')::integer as holding,
      count(distinct person_id) filter (where how = 'reminded')::integer as reminded
    from (${people(reach)}) touched`.execute(db);
  return rows[0] ?? { people: 0, entered: 0, waiting: 0, holding: 0, reminded: 0 };
}

export interface Message {
  /** The text's key in the member's inbox. */
  kind: string;
  params: Record<string, string>;
  link: string;
  /** One message per person for this act. */
  act: string;
}

/** Tells exactly those whom `countTouched` counts; gives how many. */
export async function tellTouched(db: Db, reach: Reach, message: Message): Promise<number> {
  const { numAffectedRows } = await sql`insert into kernel.inbox_message (id, person_id, kind, params, link, dedupe)
    select kernel.uuidv7(), person_id, ${message.kind}, ${JSON.stringify(message.params)}::jsonb, ${message.link},
      ${message.act} || person_id
    from (${people(reach)}) touched group by person_id on conflict do nothing`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
