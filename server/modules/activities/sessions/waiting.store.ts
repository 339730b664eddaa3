import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/**
 * Who has no seat in a session and waits for one: entered for a window that is not served yet, stands in line, or has been offered a
 * seat. Each person once; whoever has a seat there already is told as a holder.
 */
export async function listWaiting(db: Db, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    with family as (select q.id, q.served_at from activities.session s
      join stock.quota q on q.id = s.release_id or q.parent_id = s.release_id where s.id = ${sessionId})
    select person_id from (
      select e.person_id from stock.entry e join family f on f.id = e.quota_id where f.served_at is null and e.outcome is null
      union select c.person_id from stock.claim c join family f on f.id = c.quota_id where c.state in ('waiting', 'held')
      except select c.person_id from stock.claim c join family f on f.id = c.quota_id where c.state = 'active'
    ) waits order by person_id`.execute(db);
  return rows.map((row) => row.personId);
}
