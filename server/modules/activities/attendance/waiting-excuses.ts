import { registerOnPage } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { maskedNamesOf } from "../people.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { findSessions } from "../sessions/session.store.ts";
import { listAsked } from "./absence.store.ts";

const most = 100;

registerOnPage("excuse", async (tx) => {
  const paths = pathsHolding(tx.actor, "activities.manage");
  if (paths.length === 0) return [];
  const rows = await listAsked(tx.db, paths, most);
  const sessions = await findSessions(tx.db, [...new Set(rows.map((row) => row.sessionId))]);
  const nameOf = await maskedNamesOf(
    tx.db,
    rows.map((row) => row.personId),
  );
  return rows.flatMap((row) => {
    const session = sessions.get(row.sessionId);
    if (session === undefined) return [];
    return {
      ...{ id: row.claimId, title: titleOf(session), node: row.node, revision: 1, step: "reviewed", from: null },
      ...{ since: row.missedAt, amountFen: null, link: "/showings" },
      facts: [{ code: "excuse_of", params: { name: nameOf(row.personId), excuse: row.excuse ?? "" } }],
    };
  });
});
