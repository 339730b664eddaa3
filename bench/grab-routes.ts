import { randomUUID } from "node:crypto";
import { type BenchOptions, rounded } from "./bench.ts";
import { type GrabStage, grabStage } from "./grab-stage.ts";
import { closedLoop, type LoadResult, percentile, request } from "./load.ts";
import { type Member, makeMembers, makeNode, type ServerProcess, type Stage } from "./stage.ts";

/** One server process with signed-in members before it. */
export interface Field {
  stage: Stage;
  grab: GrabStage;
  node: string;
  server: ServerProcess;
  members: Member[];
  close(): Promise<void>;
}

/** Members in flight at once; enough for the batches to fill and for a pool of 64 to be busy. */
export const connections = 512;
const pools = [4, 8, 16, 32, 64];
const plenty = 10_000_000;

export async function openField(stage: Stage, count: number, env: NodeJS.ProcessEnv = {}): Promise<Field> {
  const node = await makeNode(stage);
  const members = await makeMembers(stage, node, count);
  const grab = await grabStage(stage, node);
  const server = await stage.serve({ env });
  return { stage, grab, node, server, members, close: () => grab.close() };
}

export const claimPath = (releaseId: string) => `/api/releases/${releaseId}/claims`;

/** The requests of these members, ready to be written, each with a key of its own. */
export const requestsOf = (members: readonly Member[], path: string): Buffer[] =>
  members.map(({ cookie }) => request("POST", path, { cookie, "idempotency-key": randomUUID() }, "{}"));

/** Sends the requests as fast as they are answered. Only answers of `status` count; when a tenth is answered otherwise, nothing was measured. */
export async function drive(
  port: number,
  requests: readonly Buffer[],
  status = 201,
): Promise<LoadResult & { perSecond: number }> {
  const result = await closedLoop({ port, connections, total: requests.length, next: (index) => requests[index] });
  const good = result.statuses[status] ?? 0;
  if (good < requests.length * 0.9)
    throw new Error(`answered otherwise than ${status}: ${JSON.stringify(result.statuses)}`);
  return { ...result, perSecond: good / result.seconds };
}

type Variant = "empty" | "claims" | "statements" | "function" | "entries";

/** All variants in turn, several times, so that what disturbs the machine disturbs all of them. */
export async function measureRounds(field: Field, rounds: number, options: BenchOptions) {
  const size = field.members.length;
  await runVariant(field, "empty", size, 0);
  for (const variant of ["claims", "entries", "empty", "claims"] as const) await runVariant(field, variant, size, 0);
  const best = {
    statements: await bestPool(field, "statements", options),
    function: await bestPool(field, "function", options),
  };
  const rates: Record<Variant, number[]> = { empty: [], claims: [], statements: [], function: [], entries: [] };
  const p50: number[] = [];
  const p99: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const variant of ["empty", "claims", "statements", "entries", "function"] as const) {
      const pool = variant === "statements" || variant === "function" ? best[variant] : 0;
      const result = await runVariant(field, variant, amountOf(variant, size), pool);
      rates[variant].push(result.perSecond);
      if (variant !== "claims") continue;
      p50.push(percentile(result.times, 0.5));
      p99.push(percentile(result.times, 0.99));
    }
    options.say(
      `round ${round}: ${Object.entries(rates)
        .map(([name, all]) => `${name} ${rounded(all.at(-1) ?? 0)}/s`)
        .join(", ")}`,
    );
  }
  return { rates, p50, p99, pools: best, connections };
}

/** The slow baselines get fewer requests, enough for two seconds or so. */
const amountOf = (variant: Variant, size: number) =>
  variant === "statements" || variant === "function" ? Math.ceil(size / 10) : size;

async function runVariant(field: Field, variant: Variant, amount: number, pool: number) {
  const window = {
    mode: "draw" as const,
    entryOpensAt: new Date(Date.now() - 1000),
    entryClosesAt: new Date(Date.now() + 3_600_000),
    opensAt: new Date(Date.now() + 3_600_000),
  };
  const releaseId = await field.grab.publish(
    variant === "entries" ? { capacity: 1000, ...window } : { capacity: plenty },
  );
  const path =
    { claims: claimPath(releaseId), entries: `/api/releases/${releaseId}/entries` }[variant as "claims" | "entries"] ??
    `/api/bench/${variant}/${releaseId}/${pool === 0 ? 1 : pool}`;
  await new Promise((resolve) => setTimeout(resolve, 600)); // until the process has seen the new release
  const requests = requestsOf(field.members.slice(0, amount), path);
  return drive(field.server.port, requests, variant === "entries" ? 202 : 201);
}

async function bestPool(field: Field, variant: "statements" | "function", options: BenchOptions): Promise<number> {
  const tried: [number, number][] = [];
  for (const pool of pools) {
    await runVariant(field, variant, pool * 4, pool); // opens its connections
    const { perSecond } = await runVariant(field, variant, Math.ceil(field.members.length / 20), pool);
    tried.push([pool, perSecond]);
  }
  options.say(`${variant}: ${tried.map(([pool, rate]) => `pool ${pool} ${rounded(rate)}/s`).join(", ")}`);
  return tried.sort(([, a], [, b]) => b - a)[0]?.[0] ?? 16;
}

/** First claims of members whose sign-in this process has not seen. */
export async function measureCold(field: Field, count: number): Promise<number> {
  const strangers = await makeMembers(field.stage, field.node, count);
  const releaseId = await field.grab.publish({ capacity: plenty });
  await new Promise((resolve) => setTimeout(resolve, 600));
  return (await drive(field.server.port, requestsOf(strangers, claimPath(releaseId)))).perSecond;
}
