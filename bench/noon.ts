import type { Bench } from "./bench.ts";
import { rounded } from "./bench.ts";
import { claimPath, connections, drive, type Field, openField, requestsOf } from "./grab-routes.ts";
import { closedLoop, percentile, request } from "./load.ts";
import { openStage } from "./stage.ts";

const releases = 12;

/** What a phone asks for around noon, beside entering and claiming. */
const reads = {
  list: () => "/api/releases",
  detail: (id: string) => `/api/releases/${id}`,
  mine: (id: string) => `/api/releases/${id}/mine`,
  vouchers: () => "/api/vouchers",
  inbox: () => "/api/member/inbox",
};

export const noon: Bench = {
  measures:
    "what every phone reads around noon (the list, one release, the own part in it, vouchers, messages) against an empty route",
  run: async ({ short, say }) => {
    const stage = await openStage();
    try {
      const field = await openField(stage, short ? 1000 : 10_000);
      const ids = [];
      for (let count = 0; count < releases; count++) ids.push(await field.grab.publish({ capacity: 500 }));
      const [id = ""] = ids;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const empty = () => drive(field.server.port, requestsOf(field.members, `/api/bench/empty/${id}/1`));
      await empty();
      // Some hold something, most were refused: as it is after a grab.
      const claims = requestsOf(field.members, claimPath(id));
      await closedLoop({ port: field.server.port, connections, total: claims.length, next: (index) => claims[index] });
      const figures: Record<string, number> = { emptyPerSecond: rounded((await empty()).perSecond) };
      for (const [name, path] of Object.entries(reads)) {
        const { perSecond, p99Ms } = await read(field, path(id), short ? 1000 : 5000);
        say(`${name}: ${rounded(perSecond)}/s, p99 ${rounded(p99Ms, 1)} ms`);
        figures[`${name}PerSecond`] = rounded(perSecond);
        figures[`${name}P99Ms`] = rounded(p99Ms, 1);
      }
      await field.close();
      return figures;
    } finally {
      await stage.close();
    }
  },
};

/** The second of two runs, each request of another member. */
async function read(field: Field, path: string, total: number) {
  const asks = field.members.slice(0, total).map(({ cookie }) => request("GET", path, { cookie }));
  const run = () =>
    closedLoop({ port: field.server.port, connections, total: asks.length, next: (index) => asks[index] });
  await run();
  const result = await run();
  if ((result.statuses[200] ?? 0) < asks.length) throw new Error(`${path}: ${JSON.stringify(result.statuses)}`);
  return { perSecond: asks.length / result.seconds, p99Ms: percentile(result.times, 0.99) };
}
