import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { conflict, forbidden } from "#kernel/problem";
import { openPart } from "#kernel/secrets/envelope";
import type { Secrets } from "#kernel/secrets/secrets";
import { keyOf } from "./ask-export.ts";
import { fileNameOf } from "./export.rules.ts";
import * as store from "./export.store.ts";
import { getExport } from "./export-views.ts";

/**
 * The file, part by part, for whoever asked for it and still answers for these people; each time is written down. Throws
 * people_export.missing, people_export.not_yours, people_export.not_ready, people_export.over.
 */
export async function fetchExport(
  ctx: Ctx,
  secrets: Secrets,
  id: string,
): Promise<{ name: string; format: "xlsx" | "csv"; bytes: number; content: AsyncGenerator<Buffer> }> {
  const row = await transact(ctx, async (tx) => {
    const found = await getExport(tx, id);
    if (tx.actor.kind !== "staff" || tx.actor.accountId !== found.askedBy) throw forbidden("people_export.not_yours");
    if (found.state === "making" || found.state === "waiting") throw conflict("people_export.not_ready");
    if (found.state !== "ready" || found.keptUntil <= tx.clock.now()) throw conflict("people_export.over");
    const { node, number, people } = found;
    const object = { type: "people_export", id };
    await record(tx, { node, action: "people_export.fetched", object, detail: { number, people } });
    return found;
  });
  const { number, format, bytes } = row;
  const name = fileNameOf({ number, day: dayOf(row.readyAt ?? row.askedAt), format });
  return { name, format, bytes, content: partsOf(ctx, secrets, row) };
}

async function* partsOf(ctx: Ctx, secrets: Secrets, row: store.ExportRow): AsyncGenerator<Buffer> {
  const key = keyOf(secrets, row);
  for (let number = 1; ; number++) {
    const sealed = await transact(ctx, (tx) => store.findPart(tx.db, row.id, number));
    if (sealed === undefined) return;
    yield openPart(key, String(number), sealed);
  }
}
