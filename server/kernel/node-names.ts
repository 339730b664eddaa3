import type { Db } from "./database/db.ts";

/** Gives the names of nodes that the caller may show; ids without a name are left out. */
export type NodeNames = (db: Db, nodeIds: readonly string[]) => Promise<Map<string, string>>;

let names: NodeNames = async () => new Map();

/** Says what nodes are called; done once, at load, by the room that knows organisations. */
export function registerNodeNames(provider: NodeNames): void {
  names = provider;
}

/** The names of these nodes; the kernel itself knows only paths. */
export const nodeNames: NodeNames = (db, nodeIds) => names(db, nodeIds);
