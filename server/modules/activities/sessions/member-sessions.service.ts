import type { Ctx } from "#kernel/context";
import { serverSight, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { noSuchSession } from "../activities.errors.ts";
import { hallRefs } from "../halls.ts";
import { listHolderships } from "./holders.store.ts";
import { titleOf } from "./session.rules.ts";
import type { Session } from "./session.schemas.ts";
import { findSession, findSessionOfRelease, findSessions, listSessions } from "./session.store.ts";
import { viewSessions } from "./session.view.ts";

const dayMillis = 86_400_000;
const mostListed = 200;

/** Sessions that a member may see (row level security decides), from now on for four weeks unless asked otherwise. */
export async function listForMember(
  ctx: Ctx,
  query: { from?: string | undefined; to?: string | undefined; seriesId?: string | undefined },
): Promise<Session[]> {
  return transact(ctx, async (tx) => {
    const now = tx.clock.now().getTime();
    const from = query.from === undefined ? new Date(now - dayMillis / 8) : new Date(query.from);
    const to = query.to === undefined ? new Date(now + 28 * dayMillis) : new Date(query.to);
    const rows = await listSessions(tx.db, { from, to, seriesId: query.seriesId, limit: mostListed });
    return viewSessions(tx, rows);
  });
}

/** One session with the member's own tickets for it. Throws activities.no_such_session. */
export async function getForMember(ctx: Ctx, id: string): Promise<Session & { tickets: string[] }> {
  const view = await transact(ctx, async (tx) => {
    const session = await findSession(tx.db, id);
    const [found] = session === undefined || session.state === "planned" ? [] : await viewSessions(tx, [session]);
    if (found === undefined) throw noSuchSession();
    return found;
  });
  return { ...view, tickets: await ticketsIn(ctx, id) };
}

/** The member's own claims in a session, past what the member's sight shows of stock: read by the member's own id. */
async function ticketsIn(ctx: Ctx, sessionId: string): Promise<string[]> {
  const { actor } = ctx;
  if (actor.kind !== "member") return [];
  const all = await transact(serverSight(ctx), (tx) => listHolderships(tx.db, actor.personId, mostListed));
  const live = ["active", "redeemed", "lapsed"];
  return all.filter((one) => one.sessionId === sessionId && live.includes(one.state)).map((one) => one.claimId);
}

/** The session whose seats a release gives out. Throws activities.no_such_session. */
export async function getOfRelease(ctx: Ctx, releaseId: string): Promise<Session> {
  return transact(ctx, async (tx) => {
    const session = await findSessionOfRelease(tx.db, releaseId);
    const [view] = session === undefined ? [] : await viewSessions(tx, [session]);
    if (view === undefined) throw noSuchSession();
    return view;
  });
}

/** What the card of a released seat says: the film, and where it is shown. */
export async function seatCards(db: Db, sessionIds: readonly string[]) {
  const sessions = await findSessions(db, sessionIds);
  const hallOf = await hallRefs(
    db,
    [...sessions.values()].map((session) => session.hallId),
  );
  return new Map(
    [...sessions.values()].map((session) => {
      const { place, name } = hallOf(session.hallId);
      const where = [place, name].filter((part) => part !== "").join(" ");
      return [session.id, { title: titleOf(session), subtitle: [session.seriesTitle, where].join(" · ") }];
    }),
  );
}
