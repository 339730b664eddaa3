import { z } from "zod";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { conflict, forbidden } from "#kernel/problem";
import { registerBegun } from "#kernel/sign-in/hand-over";
import * as store from "./export.store.ts";
import { getExport } from "./export-views.ts";

const ended = ["refused", "withdrawn", "failed", "destroyed"];

/** Gives one's own export up: it is not made, or what was made is destroyed. Throws people_export.missing, .not_yours, .over. */
export async function withdrawExport(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getExport(tx, id, { locked: true });
    if (tx.actor.kind !== "staff" || tx.actor.accountId !== row.askedBy) throw forbidden("people_export.not_yours");
    if (ended.includes(row.state)) throw conflict("people_export.over");
    await giveUp(tx, row);
  });
}

// A file bears the mark of whoever asked for it and is fetched by nobody else: with the duty it goes.
registerBegun({
  type: "people_export",
  count: async (tx, of) => (await store.lockOwn(tx.db, of)).length,
  end: async (tx, of) => {
    const rows = await store.lockOwn(tx.db, of);
    for (const row of rows) await giveUp(tx, row);
    return rows.length;
  },
});

async function giveUp(tx: Tx, { id, node, number, state }: Pick<store.ExportRow, "id" | "node" | "number" | "state">) {
  await store.deleteParts(tx.db, id);
  await store.setState(tx.db, id, { state: state === "ready" ? "destroyed" : "withdrawn" });
  const object = { type: "people_export", id };
  await record(tx, { node, action: "people_export.withdrawn", object, detail: { number } });
}

/**
 * Destroys the files whose time is over (the key and every part), and gives up requests that nobody has answered for as long. Each is
 * written down. Gives how many.
 */
export async function destroyExports(system: Ctx): Promise<number> {
  for (let total = 0; ; ) {
    const gone = await transact(system, async (tx) => {
      const rows = await store.lockOld(tx.db);
      for (const { id, node, state, number } of rows) {
        await store.deleteParts(tx.db, id);
        await store.setState(tx.db, id, { state: state === "waiting" ? "withdrawn" : "destroyed" });
        const object = { type: "people_export", id };
        await record(tx, { node, action: "people_export.destroyed", object, detail: { number, was: state } });
      }
      return rows.length;
    });
    total += gone;
    if (gone === 0) return total;
  }
}

/** Every hour, once whatever the number of processes. */
export const destroyExportsJob = defineJob({
  name: "membership.destroy_exports",
  data: z.object({}),
  cron: "35 * * * *",
  handler: async (ctx) => {
    const destroyed = await destroyExports(ctx);
    if (destroyed > 0) ctx.log.info({ destroyed }, "membership.exports_destroyed");
  },
});
