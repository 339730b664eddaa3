import { type Ctx, type Tx, transact } from "#kernel/context";
import { maskIdNumber, maskPhone } from "#kernel/masking";
import { nodeNames } from "#kernel/node-names";
import { pathsHolding } from "#kernel/policy";
import { missing } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { readSearch } from "../membership.rules.ts";
import { mayExport, queryOf } from "./ask-export.ts";
import * as store from "./export.store.ts";

/** An export where the actor answers for people. Throws people_export.missing. */
export async function getExport(tx: Tx, id: string, { locked = false } = {}): Promise<store.ExportRow> {
  const row = await (locked ? store.lockExport(tx.db, id) : store.findExport(tx.db, id));
  if (row === undefined || !mayExport(tx.actor, row)) throw missing("people_export.missing");
  return row;
}

/** Who took what out of the registers that the actor answers for, the newest first; `next` goes on from the last. */
export async function listExports(ctx: Ctx, secrets: Secrets, page: { before?: string | undefined; limit: number }) {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "people.manage");
    const rows = await store.listExports(tx.db, { paths, before: page.before, limit: page.limit + 1 });
    const names = await nodeNames(tx.db, [...new Set(rows.map((row) => row.nodeId))]);
    const items = rows.slice(0, page.limit).map((row) => present(tx, secrets, { row, names }));
    return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

function present(tx: Tx, secrets: Secrets, { row, names }: { row: store.ExportRow; names: Map<string, string> }) {
  const { sealedKey: _, sealedQuery: __, queryKind: ___, attempts: ____, node: _____, nodeId, askedBy, ...said } = row;
  return {
    ...said,
    ...{ organisationId: nodeId, organisationName: names.get(nodeId) ?? "" },
    search: searchShown(secrets, row),
    mine: tx.actor.kind === "staff" && tx.actor.accountId === askedBy,
    askedAt: row.askedAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    keptUntil: row.keptUntil.toISOString(),
  };
}

/** What was typed into the search, as others may read it: a number is masked. Null for everybody. */
export function searchShown(secrets: Secrets, row: store.ExportRow): string | null {
  const search = readSearch(queryOf(secrets, row) ?? "");
  if (search === undefined) return null;
  if (search.by === "phone") return maskPhone(search.phone);
  return search.by === "resident_id" ? maskIdNumber(search.number) : search.text;
}
