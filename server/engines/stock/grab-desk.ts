import type pg from "pg";
import type { Logger } from "pino";
import type { Hearing, Listener } from "#kernel/database/listener";
import { uuidv7 } from "#kernel/ids";
import { Batcher } from "./batcher.ts";
import { RefusalLog } from "./refusal-log.ts";
import { QuotaSnapshots } from "./snapshots.ts";
import { claimRefusal, entryRefusal } from "./stock.rules.ts";
import { stockChannel } from "./stock.store.ts";
import type {
  ClaimOutcome,
  ClaimRefusal,
  ClaimRequest,
  EntryOutcome,
  EntryRequest,
  QuotaSnapshot,
} from "./stock.types.ts";

export interface GrabDeskOptions {
  pool: pg.Pool;
  log: Logger;
  /** Most requests in one statement. */
  maxBatch?: number;
  /** To hear at once what other processes change; without it a figure is up to a second old. */
  listener?: Listener;
  /** Seconds of work that may wait before new requests are answered "busy". */
  maxWait?: number;
  /** Each batch that was granted something, for counters that want it at once. */
  onBatch?(batch: { quotaId: string; size: number; granted: number; millis: number }): void;
}

/** The busy side of the engine: first-come claims and entries, gathered into batches; refusals from memory. */
export interface GrabDesk {
  snapshots: QuotaSnapshots;
  refusals: RefusalLog;
  claim(request: ClaimRequest): Promise<ClaimOutcome> | ClaimOutcome;
  enter(request: EntryRequest): Promise<EntryOutcome> | EntryOutcome;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const actor = "system:grab";

// Between the labels of one person's wishes, as stock.enter_batch reads them; no label contains it.
const unitSeparator = "\u001f";

/** Makes the desk of one process. Any number of processes may each have one: the quota's row decides. */
export function createGrabDesk(options: GrabDeskOptions): GrabDesk {
  const snapshots = new QuotaSnapshots(options.pool, options.log);
  const refusals = new RefusalLog(options.pool, options.log);
  const claims = lanesByQuota<ClaimRequest, ClaimOutcome>((quotaId) => ({
    identity: (r) => `${r.personId}${r.key}${r.pick ?? ""}`,
    lane: (r) => r.personId,
    run: (requests) => runClaims(options, snapshots, quotaId, requests),
    maxBatch: options.maxBatch ?? 400,
    parallel: 1,
    maxWait: options.maxWait ?? 0.5,
  }));
  const entries = lanesByQuota<EntryRequest, EntryOutcome>((quotaId) => ({
    // What is said differently is another request; one person's wait for each other in their lane.
    identity: (r) =>
      [r.personId, r.party === null ? "alone" : r.party, r.follows, ...(r.wishes ?? [])].join(unitSeparator),
    lane: (r) => r.personId,
    run: (requests) => runEntries(options, snapshots, quotaId, requests),
    maxBatch: options.maxBatch ?? 400,
    parallel: 2,
    maxWait: options.maxWait ?? 0.5,
  }));

  let hearing: Hearing | undefined;
  return {
    snapshots,
    refusals,
    claim: (request) => {
      const quota = snapshots.find(request.quotaId);
      const refusal = quota === undefined ? undefined : claimRefusal(quota, snapshots.now());
      if (quota !== undefined && refusal !== undefined && isCertain(snapshots, quota, request.personId, refusal))
        return noted(refusals, quota, request.personId, { outcome: refusal }, snapshots.now());
      const batcher = claims.of(request.quotaId);
      if (batcher.refuses(request)) return { outcome: "busy" };
      return batcher
        .submit(request)
        .then((outcome) => noted(refusals, quota, request.personId, outcome, snapshots.now()));
    },
    enter: (request) => {
      const quota = snapshots.find(request.quotaId);
      const refusal = quota === undefined ? undefined : entryRefusal(quota, snapshots.now());
      if (refusal !== undefined && !mayHaveEntered(quota, snapshots.now()))
        return noted(refusals, quota, request.personId, { outcome: refusal }, snapshots.now());
      const batcher = entries.of(request.quotaId);
      if (batcher.refuses(request)) return { outcome: "busy" };
      return batcher
        .submit(request)
        .then((outcome) => noted(refusals, quota, request.personId, outcome, snapshots.now()));
    },
    start: async () => {
      await snapshots.start();
      refusals.start();
      hearing = hear(options, snapshots);
    },
    stop: async () => {
      hearing?.stop();
      await snapshots.stop();
      await refusals.stop();
    },
  };
}

function hear({ listener }: GrabDeskOptions, snapshots: QuotaSnapshots): Hearing | undefined {
  return listener?.hear({
    channels: [stockChannel],
    onMessage: () => snapshots.hear(),
    // Whatever was changed while nothing could be heard is read now.
    onState: (healthy) => healthy && snapshots.hear(),
  });
}

/** One batcher per quota, dropped again when it has been idle, so that a quota never waits for another. */
function lanesByQuota<Request, Outcome>(
  options: (quotaId: string) => ConstructorParameters<typeof Batcher<Request, Outcome>>[0],
) {
  const batchers = new Map<string, Batcher<Request, Outcome>>();
  const mostIdle = 1000;
  return {
    of(quotaId: string): Batcher<Request, Outcome> {
      const known = batchers.get(quotaId);
      if (known !== undefined) return known;
      if (batchers.size > mostIdle) for (const [id, batcher] of batchers) if (batcher.idle) batchers.delete(id);
      const made = new Batcher<Request, Outcome>(options(quotaId));
      batchers.set(quotaId, made);
      return made;
    },
  };
}

type ClaimRow = [
  index: number,
  outcome: ClaimOutcome["outcome"],
  claimId: string,
  number: number,
  grantedAt: Date,
  label: string | null,
];

async function runClaims(
  options: GrabDeskOptions,
  snapshots: QuotaSnapshots,
  quotaId: string,
  requests: ClaimRequest[],
) {
  const started = performance.now();
  const { rows } = await persist(() =>
    options.pool.query<ClaimRow>({
      name: "stock.claim_batch",
      text: "select * from stock.claim_batch($1, $2, $3, $4::uuid[], $5::uuid[], $6::uuid[], $7::text[])",
      values: [
        quotaId,
        scopeOf(snapshots, quotaId),
        actor,
        requests.map((r) => r.personId),
        requests.map((r) => r.key),
        requests.map(() => uuidv7()),
        requests.some((r) => r.pick !== undefined) ? requests.map((r) => r.pick ?? null) : null,
      ],
      rowMode: "array",
    }),
  );
  const outcomes: ClaimOutcome[] = new Array(requests.length).fill({ outcome: "missing" });
  const granted: { personId: string; number: number }[] = [];
  let soldOut = false;
  for (const [index, outcome, claimId, number, grantedAt, label] of rows) {
    if (outcome === "granted" || outcome === "replay")
      outcomes[index - 1] = { outcome, claimId, number, grantedAt, label };
    else outcomes[index - 1] = { outcome };
    if (outcome === "granted") granted.push({ personId: requests[index - 1]?.personId ?? "", number });
    if (outcome === "sold_out") soldOut = true;
  }
  snapshots.learn(quotaId, granted, soldOut);
  options.onBatch?.({ quotaId, size: requests.length, granted: granted.length, millis: performance.now() - started });
  return outcomes;
}

const attempts = 3;

/**
 * Someone may send one key to two quotas at the same moment: then one of the two batches meets the other's claim in the unique index
 * (or they wait for each other). That must not fail everybody in the batch; when it runs again, the first has committed and is seen.
 */
async function persist<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt >= attempts || (code !== "23505" && code !== "40P01")) throw error;
    }
  }
}

type EntryRow = [index: number, outcome: EntryOutcome["outcome"], number: number | null, revision: number];

async function runEntries(
  options: GrabDeskOptions,
  snapshots: QuotaSnapshots,
  quotaId: string,
  requests: EntryRequest[],
) {
  const { rows } = await persist(() =>
    options.pool.query<EntryRow>({
      name: "stock.enter_batch",
      text: "select * from stock.enter_batch($1, $2, $3::uuid[], $4::uuid[], $5::smallint[], $6::text[], $7::uuid[], $8::uuid[], $9::integer[])",
      values: [
        quotaId,
        scopeOf(snapshots, quotaId),
        requests.map((r) => r.personId),
        requests.map((r) => r.shareId ?? null),
        requests.map((r) => r.weight ?? 1),
        requests.map((r) => r.wishes?.join(unitSeparator) ?? null),
        requests.map((r) => r.party ?? null),
        requests.flatMap((r) => (r.party === null ? [r.personId] : [])),
        requests.map((r) => r.follows ?? null),
      ],
      rowMode: "array",
    }),
  );
  const outcomes: EntryOutcome[] = new Array(requests.length).fill({ outcome: "missing" });
  for (const [index, outcome, number, revision] of rows)
    outcomes[index - 1] =
      outcome === "entered" && number !== null
        ? { outcome, number, revision }
        : ({ outcome, ...(number === null ? {} : { isChange: true }) } as EntryOutcome);
  return outcomes;
}

// For half a minute after the window a repeat may be that of an entry whose answer was lost: the database knows.
function mayHaveEntered(quota: QuotaSnapshot | undefined, now: Date): boolean {
  if (quota?.entryOpensAt == null || quota.entryClosesAt === null) return false;
  return now >= quota.entryOpensAt && now.getTime() < quota.entryClosesAt.getTime() + 30_000;
}

// In the scope of the quota's own node when it is known; a quota this process has not seen yet is looked up by the server itself.
const scopeOf = (snapshots: QuotaSnapshots, quotaId: string) => snapshots.find(quotaId)?.node ?? "*";

// Before opening and before serving nobody can have a claim by a key of their own; later a repeat must get its claim.
const isCertain = (snapshots: QuotaSnapshots, quota: QuotaSnapshot, personId: string, refusal: ClaimRefusal) =>
  refusal === "not_open" || refusal === "drawing" || !snapshots.mayHold(quota.id, personId);

/** Notes a refusal under the release it belongs to, but not that of a mere change to an entry. A share that is used up is none: the rest is for its people too. */
function noted<Outcome extends ClaimOutcome | EntryOutcome>(
  refusals: RefusalLog,
  quota: QuotaSnapshot | undefined,
  personId: string,
  outcome: Outcome,
  at: Date,
): Outcome {
  const good = "claimId" in outcome || "number" in outcome || ("isChange" in outcome && outcome.isChange);
  if (quota === undefined || good || (quota.parentId !== null && outcome.outcome === "sold_out")) return outcome;
  refusals.note(quota.parentId ?? quota.id, quota.node, personId, outcome.outcome, at);
  return outcome;
}
