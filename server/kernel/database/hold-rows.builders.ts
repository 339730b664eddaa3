import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { TestDatabase } from "../testing.ts";

/**
 * Holds what a `select ... for update` locks, so that a test says in which order others come to it; from the outside, with the sight of the
 * owner. Let go before the end of the test.
 */
export async function holdRows(database: TestDatabase, text: string) {
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  // Looks on by itself: within a transaction PostgreSQL shows the connections as they were when it was first asked.
  const watcher = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([holder.connect(), watcher.connect()]);
  await holder.query("set app.scope = '*'; begin");
  await holder.query(text);
  return {
    /** Waits until so many transactions stand in line. */
    inLine: async (count: number): Promise<void> => {
      const waiting = async () => {
        const { rows } = await watcher.query(`select count(distinct l.pid)::int as count from pg_locks l
          join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`);
        return rows[0].count;
      };
      while ((await waiting()) !== count) await sleep(5);
    },
    letGo: async (): Promise<void> => {
      await holder.query("commit");
      await Promise.all([holder.end(), watcher.end()]);
    },
  };
}
