import { type Ctx, transact } from "#kernel/context";
import type { Runtime } from "#kernel/module";
import type { Filter } from "#kernel/realtime/realtime";
import { readMonitor } from "./read-monitor.ts";

type Hub = Pick<Runtime["hub"], "publishLive">;

interface Watched {
  node: string;
  watchers: number;
  /** When this process last heard figures of it, whoever measured them. */
  heardAt: number;
}

/** The event that carries the figures to the consoles. */
export const monitorTopic = "release.monitor";
/** So many of the newest seconds are told each time: a second is complete when the last process has written it. */
export const toldSeconds = 10;
const everyMillis = 1000;
const heardMillis = 900;

/**
 * Tells the figures of a release once a second to everybody who watches it, on whichever process: one process reads them
 * from the database and all consoles get the same words. Nobody watches, nothing is read.
 */
export class MonitorFeed {
  readonly #hub: Hub;
  readonly #system: Ctx;
  readonly #now: () => Date;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(hub: Hub, system: Ctx, now: () => Date) {
    this.#hub = hub;
    this.#system = system;
    this.#now = now;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), everyMillis);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
  }

  /** How many releases somebody watches on this process. */
  get watched(): number {
    return this.#watched.size;
  }

  /** Begins to watch; gives the filter of the watcher's stream, and `end` for when it is over. */
  watch(release: { id: string; node: string }): { filter: Filter; end: () => void } {
    const watched = this.#watched.get(release.id) ?? { node: release.node, watchers: 0, heardAt: 0 };
    watched.watchers++;
    this.#watched.set(release.id, watched);
    const filter: Filter = ({ topic, payload }) => {
      if (topic !== monitorTopic || payload.releaseId !== release.id) return undefined;
      watched.heardAt = performance.now();
      return { event: monitorTopic, data: payload };
    };
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      if (--watched.watchers === 0) this.#watched.delete(release.id);
    };
    return { filter, end };
  }

  #tick(): void {
    if (this.#busy) return;
    // Another process that watches the same has just told it.
    const due = [...this.#watched].filter(([, { heardAt }]) => performance.now() - heardAt >= heardMillis);
    if (due.length === 0) return;
    this.#busy = true;
    this.#reading = this.#tell(due).finally(() => {
      this.#busy = false;
    });
  }

  async #tell(due: [string, Watched][]): Promise<void> {
    for (const [releaseId, { node }] of due) {
      try {
        const figures = await transact(this.#system, (tx) => readMonitor(tx, this.#now(), releaseId, toldSeconds));
        if (figures !== undefined) this.#hub.publishLive(monitorTopic, { node, key: releaseId, ...figures });
      } catch (error) {
        // The consoles see that nothing comes, say so, and ask for themselves.
        this.#system.log.warn({ releaseId, reason: (error as Error).message }, "release.monitor_not_told");
      }
    }
  }
}
