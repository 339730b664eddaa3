import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pino, { type Logger } from "pino";
import { allocator, importsWait } from "#engines/sheets";
import { systemClock } from "#kernel/clock";
import { type Config, secretsFileOf } from "#kernel/config";
import type { Ctx } from "#kernel/context";
import { connect } from "#kernel/database/db";

/** What the process that works on imports is told, by message: an address with a password is for nobody else to read. */
export interface HandedImports {
  appUrl: string;
  secretsFile: string;
  dataDir: string;
  logLevel: string;
  /** It ends when nothing has waited for so long. */
  idleSeconds: number;
}

/** What it says: that it works, why it cannot, a line for the log of the server. */
export type FromImports = { ready: true } | { failed: string } | { line: string };

export interface ImportsOptions {
  config: Pick<Config, "secretsFile" | "dataDir">;
  appUrl: string;
  log: Logger;
  idleSeconds?: number;
}

export interface Imports {
  /** Of the process that works, while there is one. */
  readonly pid: number | undefined;
  /** Ends it, and waits until it is gone. Harmless when repeated. */
  stop(): Promise<void>;
}

const entry = join(import.meta.dirname, "import-process.ts");
const pollMilliseconds = 500;
const usualIdleSeconds = 60;
/** How long it may take to end by itself. */
const patienceMs = 10_000;
const mostPauseMs = 60_000;

/**
 * Rows come and go by the thousand: with a small nursery they do not fill the memory before they are swept out. A file at its limit
 * (300,000 rows, all their numbers kept to find doubles) fits the rest.
 */
const memory = ["--max-semi-space-size=4", "--max-old-space-size=384", "--expose-gc", "--no-warnings"];

/**
 * Looks whether imports wait, and while they do keeps a process that works on them (import-process.ts), so that the server goes on
 * answering and its memory stays what it is. One for each machine is enough; it is started again whenever it dies, and ends when it has had
 * nothing to do for `idleSeconds`.
 */
export function startImports(options: ImportsOptions): Imports {
  const database = connect(options.appUrl, { max: 1, applicationName: "gonghui-imports-watch" });
  const actor = { kind: "system", name: "imports" } as const;
  const watch = new ImportsWatch(options, { db: database.db, actor, clock: systemClock, log: options.log });
  let stopped: Promise<void> | undefined;
  return {
    get pid() {
      return watch.pid;
    },
    stop: () => {
      stopped ??= watch.stop().then(() => database.close());
      return stopped;
    },
  };
}

class ImportsWatch {
  private readonly options: ImportsOptions;
  private readonly system: Ctx;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private child: ChildProcess | undefined;

  constructor(options: ImportsOptions, system: Ctx) {
    this.options = options;
    this.system = system;
    this.running = this.run();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** One that cannot even begin is tried again after ever longer pauses; one that dies at work is replaced at once. */
  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = pollMilliseconds; !signal.aborted; ) {
      // While the database does not answer, nothing waits that could be worked on.
      const waits = await importsWait(this.system).catch(() => false);
      const began = !waits || signal.aborted || (await this.work());
      pause = began ? pollMilliseconds : Math.min(pause * 2, mostPauseMs);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Has a process work until it ends; false when it could not begin. */
  private async work(): Promise<boolean> {
    const { config, appUrl, log, idleSeconds = usualIdleSeconds } = this.options;
    const child = fork(entry, [], {
      env: environment(),
      execArgv: memory,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.child = child;
    let began = false;
    child.on("message", (message: FromImports) => {
      if ("ready" in message) began = true;
      else if ("failed" in message) log.error({ reason: message.failed }, "imports.cannot_begin");
      else relay(log, message.line);
    });
    const ended = new Promise<void>((resolve) => {
      child.once("error", () => resolve());
      child.once("exit", (code, signal) => {
        if (code !== 0) log.warn({ pid: child.pid, code, signal }, "imports.process_ended");
        resolve();
      });
    });
    const { dataDir } = config;
    const handed: HandedImports = {
      appUrl,
      dataDir,
      secretsFile: secretsFileOf(config),
      logLevel: log.level,
      idleSeconds,
    };
    child.send(handed, () => undefined);
    const endIt = () => this.end(child);
    this.stopping.signal.addEventListener("abort", endIt, { once: true });
    await ended;
    this.stopping.signal.removeEventListener("abort", endIt);
    this.child = undefined;
    return began;
  }

  private end(child: ChildProcess): void {
    if (child.connected) child.send("stop", () => undefined);
    setTimeout(() => child.kill("SIGKILL"), patienceMs).unref();
  }
}

/** A line of its log as one of the server's. */
function relay(log: Logger, line: string): void {
  const { level, msg, ...facts } = JSON.parse(line) as { level: number; msg: string }; // written by pino
  const label = pino.levels.labels[level] as pino.Level | undefined;
  if (label !== undefined) log[label]({ ...facts, process: "imports" }, msg);
}

/** What reaching PostgreSQL may need and DATABASE_URL does not say, and no more: whoever reads an environment finds no address and no key. */
function environment(): NodeJS.ProcessEnv {
  const passed = /^(PG[A-Z]+|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|HOME|APPDATA|TMPDIR|TZ|LANG|LC_ALL)$/;
  return { ...allocator, ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name))) };
}
