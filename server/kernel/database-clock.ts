import type pg from "pg";
import type { Clock } from "./clock.ts";

const measureMillis = 5000;

export interface DatabaseClock extends Clock {
  stop(): void;
}

/**
 * A clock that tells the database's time by a measured offset, whatever this machine's own clock says. The offset is measured
 * at the start (throws when the database cannot be asked) and every five seconds.
 */
export async function startDatabaseClock(pool: pg.Pool): Promise<DatabaseClock> {
  let offset = await measure(pool);
  const timer = setInterval(() => {
    measure(pool).then(
      (measured) => {
        offset = measured;
      },
      () => undefined, // the last offset holds while the database cannot be asked
    );
  }, measureMillis);
  timer.unref();
  return { now: () => new Date(Date.now() + offset), stop: () => clearInterval(timer) };
}

/** Milliseconds to add to this machine's clock; the answer is taken to be as old as half the round trip. */
async function measure(pool: pg.Pool): Promise<number> {
  const sent = Date.now();
  const begun = performance.now();
  const { rows } = await pool.query<{ now: Date }>("select clock_timestamp() as now");
  const now = rows[0]?.now;
  if (now === undefined) throw new Error("the database gave no time");
  return now.getTime() - (sent + (performance.now() - begun) / 2);
}
