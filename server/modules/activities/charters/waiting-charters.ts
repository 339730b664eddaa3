import { listDecisionsOf, registerOnPage } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { mayRead } from "../activities.policy.ts";
import { countSessions } from "../sessions/holders.store.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { listSessions } from "../sessions/session.store.ts";

const most = 100;

/** A union hears here that it has a house, until it has handed in somebody who comes; the cinema's own people know. */
registerOnPage("charter", async (tx) => {
  const paths = pathsHolding(tx.actor, "activities.charter");
  if (paths.length === 0) return [];
  // The cinema's rows are another union's; these are of houses that the actor's unions have.
  return seeingAll(tx, async () => {
    const ahead = { from: tx.clock.now(), states: ["scheduled"] as const, limit: most };
    const rows = await listSessions(tx.db, { ...ahead, charterPaths: paths });
    const houses = rows.filter((row) => row.opensAt === null && !mayRead(tx.actor, row));
    const counts = await countSessions(
      tx.db,
      houses.map((row) => row.id),
    );
    const plans = houses.flatMap((row) => row.planId ?? []);
    const decided = await listDecisionsOf(tx.db, { type: "plan", ids: plans });
    return houses.flatMap((row) => {
      const { seats = 0, awarded = 0 } = counts.get(row.id) ?? {};
      if (awarded > 0) return [];
      const last = decided.get(row.planId ?? "")?.at(-1);
      return {
        ...{ id: row.id, title: titleOf(row), node: row.audienceNode, revision: 1, step: "listed" },
        ...{ from: last?.by.name ?? null, since: last?.at ?? tx.clock.now(), amountFen: null },
        facts: [
          { code: "charter_time", params: { startsAt: row.startsAt.toISOString() } },
          { code: "charter_seats", params: { seats } },
        ],
        link: `/charters/${row.id}`,
      };
    });
  });
});
