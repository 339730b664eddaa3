import { actorLabel } from "#kernel/actor";
import type { Tx } from "#kernel/context";
import { insertCheck } from "./verification.store.ts";

/** Staff have seen the papers: one source among others. The caller writes `verified_at` with the file. */
export const notePapersSeen = (tx: Tx, personId: string) =>
  insertCheck(tx.db, { personId, source: "papers", verdict: "matches", by: actorLabel(tx.actor) });
