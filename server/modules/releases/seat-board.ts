import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { listUnits, type UnitRow } from "#engines/stock";
import { type Ctx, transact } from "#kernel/context";
import * as errors from "./releases.errors.ts";
import { listShares } from "./releases.store.ts";

const freshMillis = 1000;
const mostHalls = 200;

export interface SeatPlace {
  label: string;
  row: number;
  col: number;
  kind: "seat" | "wheelchair";
}

/** The seats of one release as they were a second ago at most. */
export interface SeatMap {
  seats: SeatPlace[];
  /** Changes with the seats and with what is kept for some, not with who has them. */
  layout: string;
  /** A character per seat: 0 taken, 1 free for everybody, 2 and more free for the share at that place of `shares`, from 2 on. */
  free: string;
  shares: { id: string; title: string; award: boolean; spillAt: Date | null; ownHour: Date | null }[];
  labels: ReadonlySet<string>;
}

/** Reads a hall once a second for everybody who looks at it. */
export type SeatBoard = (releaseId: string) => Promise<SeatMap | undefined>;

export function createSeatBoard(system: Ctx): SeatBoard {
  const halls = new LRUCache<string, SeatMap>({
    ...{ max: mostHalls, ttl: freshMillis },
    fetchMethod: (releaseId) => read(system, releaseId),
  });
  return (releaseId) => halls.fetch(releaseId);
}

async function read(system: Ctx, releaseId: string): Promise<SeatMap | undefined> {
  return transact(system, async (tx) => {
    const units = (await listUnits(tx.db, releaseId)).filter((unit) => unit.row !== null && unit.col !== null);
    if (units.length === 0) return undefined;
    // What has gone up to everybody is nobody's own any more; its seats have gone with it.
    const shares = (await listShares(tx.db, [releaseId])).filter((share) => share.spilledAt === null);
    const kept = shares.map(({ quotaId: id, title, award, spillAt, ownHour }) => ({
      id,
      title,
      award,
      spillAt,
      ownHour,
    }));
    const places = units.map(({ label, row, col, kind }) => ({ label, row: row ?? 0, col: col ?? 0, kind }));
    return {
      seats: places,
      layout: createHash("sha256")
        .update(JSON.stringify([places, kept]))
        .digest("base64url")
        .slice(0, 16),
      free: units.map((unit) => characterOf(unit, releaseId, shares)).join(""),
      shares: kept,
      labels: new Set(places.map((place) => place.label)),
    };
  });
}

/** 36 characters are enough: a release has at most 30 shares. */
function characterOf(unit: UnitRow, releaseId: string, shares: readonly { quotaId: string }[]): string {
  if (unit.claimId !== null) return "0";
  if (unit.quotaId === releaseId) return "1";
  return (shares.findIndex((share) => share.quotaId === unit.quotaId) + 2).toString(36);
}

/** Refuses wishes for seats that are not there. Throws `release.no_seats`, `release.no_such_seat` {label}. */
export async function assertSeats(board: SeatBoard, releaseId: string, labels: readonly string[]): Promise<void> {
  const map = await board(releaseId);
  if (map === undefined) throw errors.noSeats();
  const strange = labels.find((label) => !map.labels.has(label));
  if (strange !== undefined) throw errors.noSuchSeat(strange);
}
