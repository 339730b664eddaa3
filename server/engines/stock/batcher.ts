export interface BatcherOptions<Request, Outcome> {
  /** A request equal to the latest of its lane, while that has no answer, shares its place in the batch and its outcome. */
  identity(request: Request): string;
  /** At most one request of a lane goes into a batch; others wait for the next. */
  lane(request: Request): string;
  /** Runs one batch; answers in the order of the requests. */
  run(requests: Request[]): Promise<Outcome[]>;
  /** Most requests in one batch. */
  maxBatch: number;
  /** Batches under way at once. */
  parallel: number;
  /** Seconds of work that may wait before new requests are turned away. */
  maxWait: number;
}

interface Waiting<Request, Outcome> {
  request: Request;
  identity: string;
  lane: string;
  settle: { resolve(outcome: Outcome): void; reject(error: unknown): void }[];
}

const leastQueue = 256;
/** What one lane may have waiting: nobody's many requests make the others wait. */
const mostPerLane = 8;

/**
 * Gathers what arrives while a batch is under way into the next one, so that the batch grows with the load and nothing
 * waits when there is none. It is only a means of speed: with several processes the database decides, never this queue.
 */
export class Batcher<Request, Outcome> {
  readonly #options: BatcherOptions<Request, Outcome>;
  #queue: Waiting<Request, Outcome>[] = [];
  /** What of each lane has no answer yet: how many, and the latest of them. */
  #lanes = new Map<string, { count: number; last: Waiting<Request, Outcome> | undefined }>();
  #running = 0;
  #scheduled = false;
  /** Requests served per second, smoothed; decides how long the queue may get. */
  #rate = 0;

  constructor(options: BatcherOptions<Request, Outcome>) {
    this.#options = options;
  }

  /** True when a new request would wait longer than `maxWait`. */
  get full(): boolean {
    return this.#queue.length >= Math.max(leastQueue, this.#rate * this.#options.maxWait);
  }

  /** True when this request must be turned away: the queue is full, or too much of its own lane waits already. */
  refuses(request: Request): boolean {
    return this.full || (this.#lanes.get(this.#options.lane(request))?.count ?? 0) >= mostPerLane;
  }

  get idle(): boolean {
    return this.#running === 0 && this.#queue.length === 0;
  }

  submit(request: Request): Promise<Outcome> {
    const identity = this.#options.identity(request);
    const lane = this.#options.lane(request);
    return new Promise((resolve, reject) => {
      const before = this.#lanes.get(lane);
      if (before?.last?.identity === identity) {
        before.last.settle.push({ resolve, reject });
        return;
      }
      const waiting = { request, identity, lane, settle: [{ resolve, reject }] };
      this.#lanes.set(lane, { count: (before?.count ?? 0) + 1, last: waiting });
      this.#queue.push(waiting);
      this.#schedule();
    });
  }

  // The turn of the event loop ends before a batch leaves, so that requests that arrived together travel together.
  #schedule(): void {
    if (this.#scheduled || this.#running >= this.#options.parallel) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#running < this.#options.parallel && this.#queue.length > 0) void this.#runOne(this.#take());
  }

  #take(): Waiting<Request, Outcome>[] {
    const lanes = new Set<string>();
    const taken: Waiting<Request, Outcome>[] = [];
    const left: Waiting<Request, Outcome>[] = [];
    for (const waiting of this.#queue) {
      if (taken.length < this.#options.maxBatch && !lanes.has(waiting.lane)) {
        lanes.add(waiting.lane);
        taken.push(waiting);
      } else left.push(waiting);
    }
    this.#queue = left;
    return taken;
  }

  async #runOne(batch: Waiting<Request, Outcome>[]): Promise<void> {
    this.#running++;
    const started = performance.now();
    try {
      const outcomes = await this.#options.run(batch.map((waiting) => waiting.request));
      this.#finish(batch, (waiting, index) => {
        for (const { resolve } of waiting.settle) resolve(outcomes[index] as Outcome);
      });
    } catch (error) {
      this.#finish(batch, (waiting) => {
        for (const { reject } of waiting.settle) reject(error);
      });
    }
    const rate = (batch.length / Math.max(1, performance.now() - started)) * 1000 * this.#options.parallel;
    this.#rate = this.#rate === 0 ? rate : this.#rate * 0.8 + rate * 0.2;
    this.#running--;
    if (this.#queue.length > 0) this.#schedule();
  }

  #finish(batch: Waiting<Request, Outcome>[], each: (waiting: Waiting<Request, Outcome>, index: number) => void): void {
    for (const [index, waiting] of batch.entries()) {
      const lane = this.#lanes.get(waiting.lane);
      if (lane?.last === waiting) lane.last = undefined;
      if (lane !== undefined && --lane.count === 0) this.#lanes.delete(waiting.lane);
      each(waiting, index);
    }
  }
}
