import { registerOnPage } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { listRequests } from "./booking.store.ts";

const most = 100;

registerOnPage("hall_request", async (tx) => {
  const paths = pathsHolding(tx.actor, "places.manage");
  if (paths.length === 0) return [];
  const rows = await listRequests(tx.db, paths, tx.clock.now(), most);
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, node: row.node, revision: 1, step: "approved", from: null, since: row.madeAt },
    ...{ amountFen: null, link: `/places/halls/${row.hallId}` },
    facts: [{ code: "hall_time", params: { startsAt: row.from.toISOString() } }],
  }));
});
