import { type Bench, rounded } from "./bench.ts";
import { claimPath, drive, type Field, openField, requestsOf } from "./grab-routes.ts";
import { percentile } from "./load.ts";
import { type Arrival, openLoop } from "./open-loop.ts";
import { openStage, type Stage } from "./stage.ts";

/** The share of the empty route's rate that claims are slowed down to, a little below the tenth that is asked for. */
const capacityShare = 0.09;
const overload = 5;
const connections = 12_000;

export const grabOverload: Bench = {
  measures:
    "arrivals at five times the capacity, which was made small on purpose: what is still granted, how fast the rest is refused, how soon all is normal again",
  run: async ({ short, say }) => {
    const stage = await openStage();
    try {
      const field = await openField(stage, short ? 1000 : 10_000);
      const emptyPerSecond = await measureEmpty(field);
      const release = async () => {
        const id = await field.grab.publish({ capacity: 10_000_000, caps: [] });
        await new Promise((resolve) => setTimeout(resolve, 600));
        return id;
      };
      await drive(field.server.port, requestsOf(field.members, claimPath(await release())));
      await slowDown(stage, 1 / (emptyPerSecond * capacityShare));
      const releaseId = await release();
      const load = (perSecond: number, seconds: number, id: string) => arrive(field, id, perSecond, seconds);
      const peak = await findPeak(emptyPerSecond * capacityShare, short ? 3 : 8, (perSecond, seconds) =>
        load(perSecond, seconds, releaseId),
      );
      say(`empty route ${rounded(emptyPerSecond)}/s, capacity ${rounded(peak)}/s`);
      const before = await load(peak / 2, short ? 2 : 5, releaseId);
      // Sign-ins as warm as in the other benchmark: a process trusts what it has read for a minute, and this took longer than that.
      await drive(field.server.port, requestsOf(field.members, `/api/bench/empty/${releaseId}/1`));
      const burst = await load(peak * overload, short ? 5 : 30, releaseId);
      const after = await load(peak / 2, short ? 4 : 15, releaseId);
      const figures = describe({ before, burst, after, peak, seconds: short ? 5 : 30 });
      say(`burst at ${rounded(peak * overload)}/s: ${JSON.stringify(figures)}`);
      await speedUp(stage);
      const beyond = summarise(await load(emptyPerSecond * 1.5, short ? 3 : 10, await release()), short ? 3 : 10);
      say(`1.5 × the empty route, nothing slowed down: ${JSON.stringify(beyond)}`);
      await field.close();
      return {
        emptyPerSecond: rounded(emptyPerSecond),
        peakPerSecond: rounded(peak),
        capacityShareOfEmpty: rounded(peak / emptyPerSecond, 3),
        ...figures,
        beyondEmpty: beyond,
      };
    } finally {
      await stage.close();
    }
  },
};

/** The most that is granted per second, by arrivals a little below, at and above what the slowed engine should manage. */
async function findPeak(
  nominal: number,
  seconds: number,
  load: (perSecond: number, seconds: number) => Promise<Arrival[]>,
): Promise<number> {
  let peak = 0;
  for (const share of [0.9, 1, 1.2])
    peak = Math.max(peak, grantedWithin(await load(nominal * share, seconds), seconds) / seconds);
  return peak;
}

/** Granted before the load ended: what was still in the queue then does not count. */
const grantedWithin = (arrivals: readonly Arrival[], seconds: number) =>
  arrivals.filter((one) => one.status === 201 && one.at + one.millis <= seconds * 1000).length;

async function measureEmpty(field: Field): Promise<number> {
  const path = `/api/bench/empty/${crypto.randomUUID()}/1`;
  let last = 0;
  for (let round = 0; round < 4; round++)
    last = (await drive(field.server.port, requestsOf(field.members, path))).perSecond;
  return last;
}

/** Requests of the members in turn, each with a new key; nobody is limited, so that every request is one that could be granted. */
async function arrive(field: Field, releaseId: string, perSecond: number, seconds: number): Promise<Arrival[]> {
  const count = Math.round(perSecond * seconds);
  const requests: Buffer[] = [];
  while (requests.length < count)
    requests.push(...requestsOf(field.members.slice(0, count - requests.length), claimPath(releaseId)));
  const next = (index: number) => requests[index] as Buffer;
  return openLoop({ port: field.server.port, perSecond, seconds, connections, request: next });
}

function summarise(arrivals: Arrival[], seconds: number) {
  const granted = arrivals.filter((one) => one.status === 201);
  const refused = arrivals.filter((one) => one.status === 503);
  const millis = (of: Arrival[]) =>
    rounded(
      percentile(
        of.map((one) => one.millis),
        0.99,
      ),
      1,
    );
  return {
    arrivalsPerSecond: rounded(arrivals.length / seconds),
    goodputPerSecond: rounded(grantedWithin(arrivals, seconds) / seconds),
    refusedPerSecond: rounded(refused.length / seconds),
    otherAnswers: arrivals.length - granted.length - refused.length,
    refusalP99Ms: refused.length === 0 ? null : millis(refused),
    acceptedP99Ms: millis(granted),
  };
}

function describe(given: { before: Arrival[]; burst: Arrival[]; after: Arrival[]; peak: number; seconds: number }) {
  const summary = summarise(given.burst, given.seconds);
  return {
    ...summary,
    ratioGoodput: rounded(summary.goodputPerSecond / given.peak, 3),
    recoverySeconds: recovery(given.before, given.after),
    normalP99Ms: rounded(
      percentile(
        given.before.map((one) => one.millis),
        0.99,
      ),
      1,
    ),
  };
}

/** Seconds after the burst from which on every second is like before it: nothing refused, the 99th percentile at most twice as high (or 50 ms). */
function recovery(before: Arrival[], after: Arrival[]): number | null {
  const usual = Math.max(
    50,
    2 *
      percentile(
        before.map((one) => one.millis),
        0.99,
      ),
  );
  const bySecond = Map.groupBy(after, (one) => Math.floor(one.at / 1000));
  const seconds = [...bySecond.keys()].sort((a, b) => b - a);
  let recovered: number | null = null;
  for (const second of seconds) {
    const answers = bySecond.get(second) ?? [];
    if (
      answers.some((one) => one.status !== 201) ||
      percentile(
        answers.map((one) => one.millis),
        0.99,
      ) > usual
    )
      return recovered;
    recovered = second;
  }
  return recovered;
}

/** Every claim of a batch takes so many more seconds inside PostgreSQL, with the quota's row locked. */
async function slowDown(stage: Stage, secondsPerClaim: number): Promise<void> {
  await stage.owner.query("alter function stock.claim_batch rename to claim_batch_unslowed");
  await stage.owner.query(`
    create function stock.claim_batch(p_quota uuid, p_scope text, p_actor text, p_persons uuid[], p_keys uuid[], p_ids uuid[],
      p_picks text[] default null, p_source text default 'claim')
    returns table (idx integer, outcome text, claim_id uuid, number integer, granted_at timestamptz, unit_label text) language plpgsql as $$
    begin
      return query select * from stock.claim_batch_unslowed(p_quota, p_scope, p_actor, p_persons, p_keys, p_ids, p_picks, p_source);
      perform pg_sleep(cardinality(p_persons) * ${secondsPerClaim});
    end $$`);
}

async function speedUp(stage: Stage): Promise<void> {
  await stage.owner.query("drop function stock.claim_batch");
  await stage.owner.query("alter function stock.claim_batch_unslowed rename to claim_batch");
}
