import { type Ctx, type Tx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { noSuchSession } from "../activities.errors.ts";
import { mayRead } from "../activities.policy.ts";
import { type HolderRow, listHolders } from "./holders.store.ts";
import type { StaffSeat, StaffSession } from "./session.schemas.ts";
import { type ChangeRow, findSession, listChanges, listSessions, seatsOf } from "./session.store.ts";
import { viewForStaff } from "./session.view.ts";

interface Page {
  from?: string | undefined;
  to?: string | undefined;
  seriesId?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Sessions that were released, in order of time, of the subtrees on which the actor may read activities. */
export async function listForStaff(ctx: Ctx, page: Page): Promise<{ items: StaffSession[]; next: string | null }> {
  return transact(ctx, async (tx) => {
    const after = page.after === undefined ? undefined : await findSession(tx.db, page.after);
    const rows = await listSessions(tx.db, {
      paths: pathsHolding(tx.actor, "activities.read"),
      from: page.from === undefined ? undefined : new Date(page.from),
      to: page.to === undefined ? undefined : new Date(page.to),
      ...{ seriesId: page.seriesId, states: ["scheduled", "cancelled"], after, limit: page.limit + 1 },
    });
    const shown = rows.slice(0, page.limit);
    const next = rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await viewForStaff(tx, shown), next };
  });
}

/** Throws activities.no_such_session. */
export const getForStaff = (ctx: Ctx, id: string) => transact(ctx, (tx) => detailOf(tx, id));

/** The seats as they stand now: free, somebody's, or in use. */
export const getSeats = (ctx: Ctx, id: string) =>
  transact(ctx, async (tx) => {
    const session = await findSession(tx.db, id);
    if (session === undefined || !mayRead(tx.actor, session)) throw noSuchSession();
    return { seats: await seatsNow(tx, id, await listHolders(tx.db, id)) };
  });

/** The seats of a session in its hall, as these holders have them. */
export async function seatsNow(tx: Tx, id: string, holders: readonly HolderRow[]): Promise<StaffSeat[]> {
  const bySeat = new Map(holders.map((holder) => [holder.seat, holder]));
  const stateOf = (label: string) => {
    const holder = bySeat.get(label);
    if (holder === undefined) return "free" as const;
    return holder.enteredAt === null ? ("taken" as const) : ("entered" as const);
  };
  const seats = await seatsOf(tx.db, id);
  return seats.map(({ label, row, col, kind }) => ({ label, row, col, kind, state: stateOf(label) }));
}

export async function detailOf(tx: Tx, id: string) {
  const session = await findSession(tx.db, id);
  if (session === undefined || !mayRead(tx.actor, session)) throw noSuchSession();
  const [view] = await viewForStaff(tx, [session]);
  if (view === undefined) throw noSuchSession();
  return { ...view, changes: (await listChanges(tx.db, id)).map(viewChange) };
}

const viewChange = ({ id, kind, reason, touched, waiting, detail, madeBy, madeAt }: ChangeRow) => ({
  ...{ id, kind, reason, touched, waiting, detail, madeBy, madeAt: madeAt.toISOString() },
});
