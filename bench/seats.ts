import { randomUUID } from "node:crypto";
import { seededRandom } from "../db/demo/random.ts";
import type { Seat } from "../server/engines/stock/index.ts";
import { type Bench, type BenchOptions, rounded } from "./bench.ts";
import { claimPath, connections, drive, type Field, openField, requestsOf } from "./grab-routes.ts";
import { secondsUntil } from "./grab-serving.ts";
import { closedLoop, type LoadResult, median, percentile, request } from "./load.ts";
import { openStage } from "./stage.ts";

const sizes = {
  full: { members: 20_000, rounds: 5, entries: 100_000 },
  short: { members: 2000, rounds: 2, entries: 5000 },
};
const chunk = 10_000;
/** Rows and columns of the hall that is served; every seat has a place, as in a cinema of 600. */
const hall = { rows: 20, cols: 30 };

export const seats: Bench = {
  measures:
    "first-come claims that each name their seat, against an empty route; serving of a window in which everybody wished for three of 600 seats",
  run: async (options) => {
    const size = sizes[options.short ? "short" : "full"];
    const stage = await openStage();
    try {
      const field = await openField(stage, size.members);
      const rates = await ratesOf(field, size.rounds, options);
      const serving = await measureServing(field, size.entries);
      options.say(
        `serving ${size.entries} entries with three wishes: ${serving.serveSeconds} s, ${serving.wished} got a wish`,
      );
      const doubled = await countDoubled(field);
      await field.close();
      return { ...rates, ...serving, doubled };
    } finally {
      await stage.close();
    }
  },
};

const seatsOf = (rows: number, cols: number): Seat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const row = Math.floor(index / cols) + 1;
    const col = (index % cols) + 1;
    const best = Math.round(10 * (Math.abs(row - rows * 0.66) + Math.abs(col - cols / 2)));
    return { label: `${row}排${col}座`, row, col, best };
  });

/** One arena with a seat for every member. A fifth names a seat at random, which may be gone, and then another until one is free. */
async function ratesOf(field: Field, rounds: number, options: BenchOptions) {
  const empty: number[] = [];
  const claims: number[] = [];
  const p99: number[] = [];
  let occupied = 0;
  await runClaims(field);
  for (let round = 1; round <= rounds; round++) {
    empty.push(await runEmpty(field));
    const run = await runClaims(field);
    claims.push((run.statuses[201] ?? 0) / run.seconds);
    p99.push(percentile(run.times, 0.99));
    occupied = run.statuses[409] ?? 0;
    options.say(`round ${round}: empty ${rounded(empty.at(-1) ?? 0)}/s, seats ${rounded(claims.at(-1) ?? 0)}/s`);
  }
  const seatClaimsPerSecond = median(claims);
  return {
    seatClaimsPerSecond: rounded(seatClaimsPerSecond),
    emptyPerSecond: rounded(median(empty)),
    ratioEmpty: rounded(seatClaimsPerSecond / median(empty), 3),
    p99Ms: rounded(median(p99), 1),
    occupiedPerRound: occupied,
    connections,
  };
}

async function runEmpty(field: Field): Promise<number> {
  const releaseId = await field.grab.publish({ capacity: 1 });
  const path = `/api/bench/empty/${releaseId}/1`;
  return (await drive(field.server.port, requestsOf(field.members, path))).perSecond;
}

async function runClaims(field: Field): Promise<LoadResult> {
  const units = seatsOf(Math.ceil(field.members.length / 200), 200);
  const releaseId = await field.grab.publish({ capacity: units.length, units });
  await new Promise((resolve) => setTimeout(resolve, 600)); // until the process has seen the new release
  const path = claimPath(releaseId);
  const random = seededRandom(20261122);
  const requests = field.members.map(({ cookie }, index) => {
    // Every fifth takes a chance: what it names may be somebody's, and it stands for the taps that come too late.
    const at = index % 5 === 0 ? random.below(units.length) : (index * 7919) % units.length;
    const pick = units[at]?.label ?? "";
    return request("POST", path, { cookie, "idempotency-key": randomUUID() }, JSON.stringify({ pick }));
  });
  return closedLoop({
    port: field.server.port,
    connections,
    total: requests.length,
    next: (index) => requests[index],
  });
}

/** Fills a window whose entries each wish for three seats of the better half, ends it, and watches the server seat the winners. */
async function measureServing(field: Field, entries: number) {
  const far = 3_600_000;
  const now = Date.now();
  const units = seatsOf(hall.rows, hall.cols);
  const releaseId = await field.grab.publish({
    ...{ capacity: units.length, units, mode: "draw", opensAt: new Date(now + far), closesAt: new Date(now + 2 * far) },
    ...{ entryOpensAt: new Date(now - 1000), entryClosesAt: new Date(now + far) },
  });
  const liked = [...units].sort((a, b) => a.best - b.best).slice(0, units.length / 2);
  const labels = liked.map((seat) => seat.label);
  for (let from = 0; from < entries; from += chunk)
    await field.stage.owner.query(
      `select count(*) from stock.enter_batch($1, '*', array(select gen_random_uuid() from generate_series(1, $2)),
         array_fill(null::uuid, array[$2::integer]), array_fill(1::smallint, array[$2::integer]),
         array(select concat_ws(e'\\x1f', l[1 + (i * 7) % n], l[1 + (i * 11 + 1) % n], l[1 + (i * 13 + 2) % n])
           from generate_series(1, $2) i, (select $3::text[] as l, cardinality($3::text[]) as n) s))`,
      [releaseId, Math.min(chunk, entries - from), labels],
    );
  await field.stage.owner.query(
    "update stock.quota set entry_closes_at = clock_timestamp() + interval '1500 ms', opens_at = clock_timestamp() where id = $1",
    [releaseId],
  );
  const served = await secondsUntil(field, releaseId, "served_at");
  const { rows } = await field.stage.owner.query<{ seated: number; wished: number }>(
    `select count(c.unit_label)::integer as seated, count(*) filter (where c.unit_label = any (e.wishes))::integer as wished
     from stock.claim c join stock.entry e on e.quota_id = c.quota_id and e.person_id = c.person_id where c.quota_id = $1`,
    [releaseId],
  );
  return { serveSeconds: rounded(served, 2), seated: rows[0]?.seated ?? 0, wished: rows[0]?.wished ?? 0 };
}

/** Seats with more than one live claim, claims whose seat is another's, and live claims without a seat: must be none. */
async function countDoubled(field: Field): Promise<number> {
  const { rows } = await field.stage.owner.query<{ doubled: number }>(
    `select ((select count(*) from (select from stock.claim where unit_label is not null and state in ('held', 'active', 'redeemed', 'lapsed')
        group by quota_id, unit_label having count(*) > 1) s)
      + (select count(*) from stock.claim c join stock.quota q on q.id = c.quota_id and q.numbered
        left join stock.unit u on u.claim_id = c.id
        where c.state in ('held', 'active', 'redeemed', 'lapsed') and u.label is distinct from c.unit_label))::integer as doubled`,
  );
  return rows[0]?.doubled ?? -1;
}
