import { sql } from "kysely";
import { type Ctx, transact } from "#kernel/context";
import { subscribe } from "#kernel/outbox/outbox";

/**
 * Tells those who entered a window that was closed before it was served: nobody won, and nothing of their limits is used. No
 * order was ever made, so its secret stays unpublished: there is nothing that anybody could check with it.
 */
export const tellOfWithdrawn = (): (() => void) =>
  subscribe("stock.closed", (ctx, event) => tellEntrants(ctx, String(event.payload.quotaId)));

async function tellEntrants(ctx: Ctx, releaseId: string): Promise<void> {
  await transact(ctx, (tx) =>
    sql`insert into kernel.inbox_message (id, person_id, kind, params, link, dedupe)
      select kernel.uuidv7(), e.person_id, 'release.withdrawn', jsonb_build_object('title', r.title),
        '/releases/' || r.id, 'withdrawn:' || r.id || e.person_id
      from releases.release r join stock.quota q on q.id = r.id join stock.entry e on e.quota_id = q.id
      where r.id = ${releaseId} and q.state = 'closed' and q.served_at is null and e.outcome is distinct from 'left'
      on conflict do nothing`.execute(tx.db),
  );
}
