import { z } from "zod";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { destroyContents } from "./import.store.ts";

/**
 * Destroys what imports held once their time is over: the key, the file and the rows; figures and codes stay. Each is written
 * down. Gives how many.
 */
export async function destroyImports(system: Ctx): Promise<number> {
  for (let total = 0; ; ) {
    const gone = await transact(system, async (tx) => {
      const imports = await destroyContents(tx.db, dayOf(tx.clock.now()));
      for (const { id, node } of imports)
        await record(tx, { node, action: "import.destroyed", object: { type: "import", id } });
      return imports.length;
    });
    total += gone;
    if (gone === 0) return total;
  }
}

/** At night, and once whatever the number of processes. */
export const destroyImportsJob = defineJob({
  name: "sheets.destroy_imports",
  data: z.object({}),
  cron: "20 3 * * *",
  handler: async (ctx) => {
    const destroyed = await destroyImports(ctx);
    if (destroyed > 0) ctx.log.info({ destroyed }, "sheets.imports_destroyed");
  },
});
