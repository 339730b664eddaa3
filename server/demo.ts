import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import { transact } from "#kernel/context";
import type { Runtime } from "#kernel/module";
import { StartupError } from "#kernel/startup-error";

/** Demo mode is written into the database when that is made, and cannot be changed afterwards. Gives whether it is one. */
export async function settleDemo(system: Ctx, wanted: boolean | undefined, fallback: boolean): Promise<boolean> {
  return transact(system, async (tx) => {
    await sql`insert into kernel.setting (key, value) values ('demo', to_jsonb(${wanted ?? fallback}::boolean)) on conflict (key) do nothing`.execute(
      tx.db,
    );
    const { rows } = await sql<{ value: boolean }>`select value from kernel.setting where key = 'demo'`.execute(tx.db);
    const demo = rows[0]?.value === true;
    if (wanted === true && !demo)
      throw new StartupError(
        "DEMO=1 on a database that was made without it: demonstration accounts never enter a real union's data.",
      );
    if (wanted === false && demo)
      throw new StartupError("DEMO=0 on a demonstration database: start a real union with a database of its own.");
    return demo;
  });
}

interface Kept {
  accounts: unknown;
}

/** Loads the demo union once; gives its accounts, also on later starts. */
export async function ensureDemo<Accounts>(runtime: Runtime, load: () => Promise<Accounts>): Promise<Accounts> {
  const system = runtime.system("demo");
  const known = await transact(system, (tx) =>
    sql<{ value: Kept }>`select value from kernel.setting where key = 'demo_accounts'`.execute(tx.db),
  );
  const kept = known.rows[0]?.value;
  if (kept !== undefined) return kept.accounts as Accounts; // written by this function below
  const accounts = await load();
  await transact(system, (tx) =>
    sql`insert into kernel.setting (key, value) values ('demo_accounts', ${JSON.stringify({ accounts })}::jsonb)`.execute(
      tx.db,
    ),
  );
  return accounts;
}
