import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Ctx, transact } from "../context.ts";
import type { Duty } from "../database/leader.ts";
import type { Runtime } from "../module.ts";
import { sweepLimits } from "./limits.ts";
import { sweepAddresses, sweepCodes } from "./one-time-password.store.ts";
import { sweepSessions } from "./sessions.store.ts";

const hour = 3_600_000;

/** Removes ended sessions, codes and tickets, and counts that no limit looks at any more. */
export async function sweepSignIn(system: Ctx): Promise<void> {
  await transact(system, async (tx) => {
    await sweepSessions(tx.db);
    await sweepCodes(tx.db);
    await sweepLimits(tx.db);
    await sweepAddresses(tx.db);
    await sql`delete from kernel.staff_ticket where expires_at < clock_timestamp()`.execute(tx.db);
  });
}

/** The hourly sweep, done by one process of the installation. */
export const signInSweep = (runtime: Pick<Runtime, "system" | "log">): Duty => ({
  name: "sign-in sweep",
  run: async ({ signal }) => {
    while (!signal.aborted) {
      await sweepSignIn(runtime.system("sign-in-sweep"));
      await sleep(hour, undefined, { signal }).catch(() => undefined);
    }
  },
});
