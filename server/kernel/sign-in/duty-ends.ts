import { setTimeout as sleep } from "node:timers/promises";
import { record } from "../audit/audit.ts";
import { type Ctx, transact } from "../context.ts";
import type { Duty } from "../database/leader.ts";
import type { Runtime } from "../module.ts";
import { closeEndedGrants, listBegun } from "./grants.store.ts";
import { refreshPrincipal } from "./sessions.ts";

const every = 10_000;

/**
 * Duties whose time is over are written down as ended, and streams of those who held them close. Requests do not wait for this: a
 * sign-in is read again at the moment when its duties change, on every process.
 */
export async function followDutyTerms(system: Ctx): Promise<number> {
  return transact(system, async (tx) => {
    const ended = await closeEndedGrants(tx.db);
    for (const { id, accountId, duty, node } of ended) {
      const object = { type: "staff_account", id: accountId };
      await record(tx, { node, action: "staff.duty_ended", object, detail: { duty, grantId: id } });
    }
    const begun = await listBegun(tx.db, (2 * every) / 1000);
    for (const accountId of new Set([...begun, ...ended.map((one) => one.accountId)]))
      await refreshPrincipal(tx, accountId);
    return ended.length;
  });
}

/** Looks every ten seconds, in one process of the installation. */
export const dutyTerms = (runtime: Pick<Runtime, "system">): Duty => ({
  name: "duty terms",
  run: async ({ signal }) => {
    while (!signal.aborted) {
      await followDutyTerms(runtime.system("duty-terms"));
      await sleep(every, undefined, { signal }).catch(() => undefined);
    }
  },
});
