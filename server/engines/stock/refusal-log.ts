import type pg from "pg";
import type { Logger } from "pino";

interface Noted {
  quotaId: string;
  node: string;
  personId: string;
  code: string;
  times: number;
  at: Date;
}

const flushMillis = 1000;
const mostInMemory = 200_000;
const chunk = 5000;

/** Remembers the last refusal per person and quota and writes them in bulk, off the claim path. */
export class RefusalLog {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  #noted = new Map<string, Noted>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushMillis);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  note(quotaId: string, node: string, personId: string, code: string, at: Date): void {
    const key = quotaId + personId;
    const known = this.#noted.get(key);
    if (known === undefined) {
      if (this.#noted.size < mostInMemory) this.#noted.set(key, { quotaId, node, personId, code, times: 1, at });
      return;
    }
    known.code = code;
    known.at = at;
    known.times++;
  }

  /** Writes what has been noted. A failure is logged and the notes are kept for the next time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#noted.size > 0) if (!(await this.#writeChunk())) return;
  }

  async #writeChunk(): Promise<boolean> {
    const batch = [...this.#noted.values()].slice(0, chunk);
    for (const n of batch) this.#noted.delete(n.quotaId + n.personId);
    try {
      await this.#pool.query({
        name: "stock.note_refusals",
        text: "select stock.note_refusals($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::integer[], $6::timestamptz[])",
        values: [
          batch.map((n) => n.quotaId),
          batch.map((n) => n.node),
          batch.map((n) => n.personId),
          batch.map((n) => n.code),
          batch.map((n) => n.times),
          batch.map((n) => n.at),
        ],
      });
      return true;
    } catch (error) {
      this.#log.warn({ reason: (error as Error).message, count: batch.length }, "stock.refusals_not_written");
      for (const n of batch) if (!this.#noted.has(n.quotaId + n.personId)) this.#noted.set(n.quotaId + n.personId, n);
      return false;
    }
  }
}
