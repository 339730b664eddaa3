import type { Tx } from "#kernel/context";
import type { Problem } from "#kernel/problem";
import { type During, findHallClash, findHalls, seatMapOf } from "#modules/places";
import { fewerSeats, hallTaken, noSuchHall, nothingChanges, wrongDays } from "../activities.errors.ts";
import type { ChangeInput, ChangePreview } from "./change.schemas.ts";
import { type SessionRow, seatsOf } from "./session.store.ts";
import { type Reach, reachOf } from "./tell-touched.ts";

interface Facts {
  reach: Reach;
  seats: number;
}

/** Whom a change would touch: everybody with a seat that is not used yet, or only those whose seat is no more. */
export async function previewOf(tx: Tx, session: SessionRow, change: ChangeInput): Promise<ChangePreview> {
  const reach = await reachOf(tx, session);
  const seats = (await seatsOf(tx.db, session.id)).filter((seat) => seat.kind !== "blocked").length;
  const all = plain({ reach, seats });
  switch (change.kind) {
    case "film":
      return change.filmId === session.filmId ? against(all, nothingChanges()) : all;
    case "time":
      return previewTime(tx, session, change, all);
    case "cancelled":
      return all;
    default:
      return previewSeats(tx, session, change.kind === "hall" ? change.hallId : session.hallId, { reach, seats });
  }
}

const plain = ({ reach, seats }: Facts): ChangePreview => ({
  ...{ touches: reach.holders.length, waiting: reach.waiting.length, moved: 0, seats, problem: null, params: {} },
});

const against = (preview: ChangePreview, problem: Problem): ChangePreview => {
  const params = Object.entries(problem.params).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return { ...preview, problem: problem.code, params: Object.fromEntries(params) as ChangePreview["params"] };
};

async function previewTime(
  tx: Tx,
  session: SessionRow,
  change: { startsAt: string; endsAt: string },
  all: ChangePreview,
): Promise<ChangePreview> {
  const during = { from: new Date(change.startsAt), to: new Date(change.endsAt) };
  const opensFirst = session.opensAt === null || session.opensAt < during.from;
  if (during.from >= during.to || during.from <= tx.clock.now() || !opensFirst) return against(all, wrongDays());
  if (during.from.getTime() === session.startsAt.getTime() && during.to.getTime() === session.endsAt.getTime())
    return against(all, nothingChanges());
  const clash = await clashIn(tx, session, { hallId: session.hallId, during });
  return clash === undefined ? all : against(all, clash);
}

async function previewSeats(tx: Tx, session: SessionRow, hallId: string, facts: Facts): Promise<ChangePreview> {
  const elsewhere = hallId !== session.hallId;
  if ((await findHalls(tx.db, [hallId])).size === 0) return against(plain(facts), noSuchHall());
  const map = await seatMapOf(tx.db, hallId);
  if (!elsewhere && map.version === session.seatMapVersion) return against(plain(facts), nothingChanges());
  const usable = map.seats.filter((seat) => seat.kind !== "blocked");
  const labels = new Set(usable.map((seat) => seat.label));
  const { holders } = facts.reach;
  const moved = holders.filter((holder) => !labels.has(holder.seat ?? "")).length;
  const touched = elsewhere ? {} : { touches: moved, waiting: 0 };
  const preview = { ...plain({ ...facts, seats: usable.length }), moved, ...touched };
  if (usable.length < holders.length) return against(preview, fewerSeats(usable.length, holders.length));
  const during = { from: session.startsAt, to: session.endsAt };
  const clash = elsewhere ? await clashIn(tx, session, { hallId, during }) : undefined;
  return clash === undefined ? preview : against(preview, clash);
}

/** What else has the hall then. */
async function clashIn(tx: Tx, { bookingId, audience }: SessionRow, wanted: { hallId: string; during: During }) {
  const purpose = audience === "charter" ? ("charter" as const) : ("showing" as const);
  const other = await findHallClash(tx, { ...wanted, purpose, except: bookingId });
  return other && hallTaken({ title: other.title, startsAt: other.from.toISOString() });
}
