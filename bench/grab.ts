import { type Bench, type BenchOptions, rounded } from "./bench.ts";
import { type Field, measureCold, measureRounds, openField } from "./grab-routes.ts";
import { measureServing } from "./grab-serving.ts";
import { installBaseline } from "./grab-stage.ts";
import { median } from "./load.ts";
import { openStage } from "./stage.ts";

const sizes = {
  full: { members: 20_000, rounds: 5, entries: 100_000, units: 1000 },
  short: { members: 2000, rounds: 2, entries: 5000, units: 100 },
};

export const grab: Bench = {
  measures:
    "claims and entries per second of one server process against an empty route and two row-lock baselines behind the same route; serving of a window",
  run: async (options) => {
    const size = sizes[options.short ? "short" : "full"];
    const stage = await openStage();
    try {
      await installBaseline(stage.owner);
      const field = await openField(stage, size.members);
      const rates = await ratesOf(field, size.rounds, options);
      const cold = await measureCold(field, options.short ? 1000 : 5000);
      options.say(`cold sign-ins: ${rounded(cold)} claims/s`);
      const serving = await measureServing(field, { entries: size.entries, units: size.units });
      options.say(
        `serving ${size.entries} entries for ${size.units} units: winners after ${serving.serveSeconds} s, places ${serving.placesSeconds} s later`,
      );
      const oversold = await countOversold(field);
      await field.close();
      return { ...rates, ...serving, coldPerSecond: rounded(cold), oversold };
    } finally {
      await stage.close();
    }
  },
};

async function ratesOf(field: Field, rounds: number, options: BenchOptions) {
  const measured = await measureRounds(field, rounds, options);
  const rate = (of: keyof typeof measured.rates) => median(measured.rates[of]);
  const claims = rate("claims");
  return {
    claimsPerSecond: rounded(claims),
    emptyPerSecond: rounded(rate("empty")),
    ratioEmpty: rounded(claims / rate("empty"), 3),
    rowLockPerSecond: rounded(rate("statements")),
    ratioRowLock: rounded(claims / rate("statements"), 1),
    functionPerSecond: rounded(rate("function")),
    ratioFunction: rounded(claims / rate("function"), 1),
    entriesPerSecond: rounded(rate("entries")),
    ratioEntries: rounded(rate("entries") / rate("empty"), 3),
    p50Ms: rounded(median(measured.p50), 1),
    p99Ms: rounded(median(measured.p99), 1),
    rowLockPool: measured.pools.statements,
    functionPool: measured.pools.function,
    connections: measured.connections,
  };
}

/** Units given beyond a capacity, or counters that differ from their claims: must be none. */
async function countOversold(field: Field): Promise<number> {
  const { rows } = await field.stage.owner.query<{ oversold: number }>(
    `select coalesce(sum(greatest(given - capacity, 0) + abs(given - taken)), 0)::integer as oversold
     from (select q.capacity, q.taken, count(c.id) as given from stock.quota q left join stock.claim c on c.quota_id = q.id group by q.id) s`,
  );
  return rows[0]?.oversold ?? -1;
}
