import { seededRandom } from "../db/demo/random.ts";
import { type Bench, rounded } from "./bench.ts";
import { closedLoop, percentile } from "./load.ts";
import { type Desk, type Operation, openDesk, operations } from "./register/asks.ts";
import { fillRegister } from "./register/fill.ts";
import { openStage, type Stage } from "./stage.ts";

const sizes = { full: [73_000, 7_300_000], short: [7300, 73_000] } as const;
const seed = 20_261_124;
/** Rounds of both registers in turn, so that whatever else the machine does meets both. */
const rounds = { full: 20, short: 4 };
const perRound = 25;
const warmUp = 50;
const bound = { factor: 1.5, plusMs: 5 };

export const register: Bench = {
  measures:
    "searching, listing, opening, signing in and showing a code in a register of 7.3 million people against one of 73,000",
  run: async ({ short, say }) => {
    const [few, many] = short ? sizes.short : sizes.full;
    const stages: Stage[] = [];
    try {
      const desks: Desk[] = [];
      for (const people of [few, many]) {
        const stage = await openStage({ settings: { shared_buffers: "1GB", max_wal_size: "8GB" } });
        stages.push(stage);
        desks.push(await openDesk(stage, await fillRegister(stage, people, say), seededRandom(seed)));
      }
      const [small, large] = desks;
      const [, largeStage] = stages;
      if (small === undefined || large === undefined || largeStage === undefined)
        throw new Error("a register is missing");
      const figures: Record<string, unknown> = {
        fewPeople: few,
        manyPeople: many,
        fillSeconds: large.register.fillSeconds,
      };
      const beyond: Operation[] = [];
      for (const operation of operations) {
        const times = await measure({ small, large }, operation, short ? rounds.short : rounds.full);
        const [p99Few, p99Many] = [percentile(times.small, 0.99), percentile(times.large, 0.99)];
        if (p99Many > bound.factor * p99Few + bound.plusMs) beyond.push(operation);
        figures[`${operation}P99Ms`] = [rounded(p99Few, 1), rounded(p99Many, 1)];
        figures[`${operation}P50Ms`] = [percentile(times.small, 0.5), percentile(times.large, 0.5)].map((ms) =>
          rounded(ms, 1),
        );
        say(`${operation}: p50 ${figures[`${operation}P50Ms`]}, p99 ${figures[`${operation}P99Ms`]} ms`);
      }
      return { ...figures, beyond, holds: beyond.length === 0, ...(await moveCounty(largeStage, large)) };
    } finally {
      for (const stage of stages) await stage.close();
    }
  },
};

/** One request at a time, some at one register, then as many at the other. */
async function measure(
  desks: { small: Desk; large: Desk },
  operation: Operation,
  times: number,
): Promise<{ small: number[]; large: number[] }> {
  const taken = { small: [] as number[], large: [] as number[] };
  for (const which of ["small", "large"] as const) await ask(desks[which], operation, warmUp);
  for (let round = 0; round < times; round++)
    for (const which of ["small", "large"] as const)
      taken[which].push(...(await ask(desks[which], operation, perRound)));
  return taken;
}

async function ask(desk: Desk, operation: Operation, count: number): Promise<Float64Array> {
  const requests: Buffer[] = [];
  for (let made = 0; made < count; made++) requests.push(await desk.next(operation));
  const result = await closedLoop({
    ...{ port: desk.server.port, connections: 1, total: count, next: (index) => requests[index] },
    onAnswer: (_, status, body) => {
      if (status >= 300) throw new Error(`${operation}: ${status} ${body}`);
    },
  });
  return result.times;
}

/** A county goes to another city, with everything that lies below it. */
async function moveCounty(stage: Stage, { register: { counties, cities } }: Desk): Promise<Record<string, number>> {
  const [county, city] = [counties[0], cities.at(-1)];
  if (county === undefined || city === undefined || cities.length < 2) return {};
  const start = performance.now();
  const { rows } = await stage.owner.query<{ rows: string }>("select kernel.move_node($1, $2) as rows", [
    county.id,
    city.id,
  ]);
  return { moveRows: Number(rows[0]?.rows), moveSeconds: rounded((performance.now() - start) / 1000, 1) };
}
