import pg from "pg";
import type { Stage } from "../bench/stage.ts";
import type { During } from "../server/modules/places/index.ts";
import type { SeededRandom } from "./random.ts";

interface Trouble {
  clients: number;
  random: SeededRandom;
  wantedIn(random: SeededRandom, round: number): During;
}

const mostRounds = 20;

/** The same trouble for a version that looks whether the hall is free and then writes, without the constraint. */
export async function naiveOverlaps(stage: Stage, { clients, random, wantedIn }: Trouble): Promise<number> {
  await stage.owner.query("create schema naive; create table naive.booking (id serial primary key, during tstzrange)");
  const pool = new pg.Pool({ connectionString: stage.ownerUrl, max: clients });
  // A connection that is being closed may still hear that PostgreSQL stops.
  pool.on("error", () => undefined);
  try {
    // It is a race: where all happen to come one after another, they try again.
    for (let round = 0; round < mostRounds; round++) {
      const wanted = Array.from({ length: clients }, () => wantedIn(random, round));
      await Promise.all(wanted.map((during) => bookNaively(pool, during)));
      const { rows } = await pool.query<{ pairs: number }>(
        `select count(*)::integer as pairs from naive.booking a join naive.booking b on a.id < b.id and a.during && b.during`,
      );
      if ((rows[0]?.pairs ?? 0) > 0) return rows[0]?.pairs ?? 0;
    }
    return 0;
  } finally {
    await pool.end();
  }
}

async function bookNaively(pool: pg.Pool, { from, to }: During): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const range = [from, to];
    const taken = await client.query("select 1 from naive.booking where during && tstzrange($1, $2)", range);
    if (taken.rows.length === 0)
      await client.query("insert into naive.booking (during) values (tstzrange($1, $2))", range);
    await client.query("commit");
  } finally {
    client.release();
  }
}
