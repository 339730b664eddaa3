import { setTimeout as sleep } from "node:timers/promises";
import { type Ctx, transact } from "../context.ts";
import type { Duty } from "../database/leader.ts";
import type { Runtime } from "../module.ts";
import { diskStorage, type FileStorage, filesDir, storageKey } from "./file-storage.ts";
import { dropLoose, removeDropped } from "./files.store.ts";

const hour = 3_600_000;
const batch = 200;

/** Removes files that nothing has shown for a day, and what an upload or a removal left half done. Gives their number. */
export async function sweepFiles(system: Ctx, storage: FileStorage): Promise<number> {
  let removed = 0;
  for (;;) {
    const ids = await transact(system, (tx) => dropLoose(tx.db, batch));
    for (const id of ids) await storage.remove(storageKey(id));
    await transact(system, (tx) => removeDropped(tx.db, ids));
    removed += ids.length;
    if (ids.length < batch) return removed;
  }
}

/** The hourly sweep, done by one process of the installation. */
export const fileSweep = (runtime: Pick<Runtime, "config" | "system" | "log">): Duty => ({
  name: "file sweep",
  run: async ({ signal }) => {
    const storage = diskStorage(filesDir(runtime.config));
    while (!signal.aborted) {
      // A storage out of reach must not cost this process its other duties; the next hour tries again.
      await sweepFiles(runtime.system("file-sweep"), storage).then(
        (removed) => removed > 0 && runtime.log.info({ removed }, "files.swept"),
        (error: Error) => runtime.log.error({ reason: error.message }, "files.sweep_failed"),
      );
      await sleep(hour, undefined, { signal }).catch(() => undefined);
    }
  },
});
