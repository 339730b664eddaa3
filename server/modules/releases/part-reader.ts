import { type Ctx, transact } from "#kernel/context";
import { readTogether } from "#kernel/database/read-together";
import { listParts, type PartRow } from "./parts.store.ts";

/** Pairs of person and release that may wait to be read, a few seconds' worth. */
const mostWaiting = 20_000;

export type PartReader = (personId: string, releaseId: string) => Promise<PartRow | undefined>;

/**
 * Reads what persons have in releases, many at a time: when the places are published, every phone asks for its own at once. The
 * server reads for all of them in one statement, hence with its own sight; a pair is only ever given to whoever asked for it.
 */
export function createPartReader(system: Ctx): PartReader {
  const read = readTogether(async (keys) => {
    const pairs = keys.map((key) => {
      const [personId = "", releaseId = ""] = key.split(" ");
      return { personId, releaseId };
    });
    const rows = await transact(system, (tx) => listParts(tx.db, pairs));
    return new Map(rows.map((row) => [`${row.personId} ${row.releaseId}`, row]));
  }, mostWaiting);
  return (personId, releaseId) => read(`${personId} ${releaseId}`);
}
