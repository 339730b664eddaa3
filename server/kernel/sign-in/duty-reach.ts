import type { HeldDuty } from "../actor.ts";
import type { Db } from "../database/db.ts";

/** What somebody holds beyond what was granted, because of what they hold; and for how long that is known. */
export interface DutyReach {
  duties: HeldDuty[];
  /** Milliseconds until it may be otherwise by itself; null: never. */
  changesInMs: number | null;
}

/** Asked as the server itself, each time a staff account is read. */
export type DutyReacher = (db: Db, held: readonly HeldDuty[]) => Promise<DutyReach>;

let reacher: DutyReacher = async () => ({ duties: [], changesInMs: null });

/** Says how far duties reach beyond the tree; done once, at load, by the room that knows how organisations are linked. */
export function registerDutyReach(how: DutyReacher): void {
  reacher = how;
}

/** What these duties reach beyond their own subtrees. */
export const dutyReach: DutyReacher = (db, held) => reacher(db, held);
