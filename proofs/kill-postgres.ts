import { execFileSync } from "node:child_process";
import { grabStage } from "../bench/grab-stage.ts";
import { percentile } from "../bench/load.ts";
import { makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import { isClean } from "./ledger.ts";
import { installNaive, publishNaive } from "./naive.routes.ts";
import { openAgent } from "./post.ts";
import type { Proof, ProofOptions } from "./proof.ts";
import { type SeededRandom, seededRandom, sleep } from "./random.ts";
import { runWaves } from "./waves.ts";

/** Seconds; asked of the full form only, because the tests run on machines that are busy with other tests. */
const bound = 5;

export const killPostgres: Proof = {
  shows:
    "kill -9 of the whole PostgreSQL tree under load: nothing oversold, lost or doubled, and claims are granted again within 5 s",
  run: async (options) => {
    const kills = options.short ? 1 : 50;
    let restartedAt = 0;
    const stage = await openStage({
      onRestart: () => {
        restartedAt = performance.now();
      },
    });
    try {
      await installNaive(stage);
      const node = await makeNode(stage);
      const members = await makeMembers(stage, node, options.short ? 1000 : 5000);
      const naive = await Promise.all(
        Array.from({ length: 20 }, () => publishNaive(stage, options.short ? 500 : 2000)),
      );
      const grab = await grabStage(stage, node);
      const server = await stage.serve();
      const real = await underKills(options, stage, {
        restartedAt: () => restartedAt,
        server,
        kills,
        members,
        books: "stock",
        publish: (capacity) => grab.publish({ capacity }),
        path: (id) => `/api/releases/${id}/claims`,
      });
      options.say(`product: ${JSON.stringify(real)}`);
      const control = await underKills(options, stage, {
        restartedAt: () => restartedAt,
        server,
        kills: 1,
        members,
        books: "naive",
        publish: async () => naive.pop() ?? "",
        path: (id) => `/api/bench/naive/${id}`,
      });
      options.say(`control: ${JSON.stringify(control)}`);
      await grab.close();
      const ok = isClean(real) && real.kills === kills && (options.short || real.backSecondsWorst <= bound);
      return {
        ok,
        negativeControlFailed: !isClean(control) && control.oversold + control.doubled + control.lost > 0,
        ...real,
        control,
      };
    } finally {
      await stage.close();
    }
  },
};

interface Run {
  /** When PostgreSQL last served again (performance.now). */
  restartedAt(): number;
  server: ServerProcess;
  kills: number;
  members: Awaited<ReturnType<typeof makeMembers>>;
  books: "stock" | "naive";
  publish(capacity: number): Promise<string>;
  path(releaseId: string): string;
}

async function underKills(options: ProofOptions, stage: Stage, run: Run) {
  const random = seededRandom(options.seed);
  const agent = openAgent();
  const { server } = run;
  const back: number[] = [];
  const afterPostgres: number[] = [];
  let onGranted: (askedAt: number) => void = () => undefined;
  const ledger = await runWaves({
    stage,
    members: run.members,
    books: run.books,
    random,
    claiming: {
      agent,
      path: run.path,
      timeout: 3000,
      ports: () => [server.port],
      onAnswer: (answer, askedAt) => {
        if (answer.status === 201) onGranted(askedAt);
      },
    },
    publish: run.publish,
    rate: 1000,
    capacity: options.short ? 500 : 2000,
    trouble: async () => {
      for (let kill = 0; kill < run.kills; kill++) {
        if (kill > 0 && kill % 10 === 0) options.say(`${kill} kills`);
        const { killedAt, backAt } = await killTree(stage, random, (listener) => (onGranted = listener));
        back.push((backAt - killedAt) / 1000);
        afterPostgres.push((backAt - run.restartedAt()) / 1000);
      }
    },
  });
  agent.destroy();
  return {
    kills: back.length,
    backSecondsMedian: rounded(percentile(back, 0.5)),
    backSecondsWorst: rounded(Math.max(...back)),
    /** Of that, what the server needed after PostgreSQL itself served again. */
    serverSecondsMedian: rounded(percentile(afterPostgres, 0.5)),
    serverSecondsWorst: rounded(Math.max(...afterPostgres)),
    ...ledger,
  };
}

/** Ends PostgreSQL with all its processes; gives when, and when a claim that was asked for afterwards was granted. */
async function killTree(
  stage: Stage,
  random: SeededRandom,
  listen: (listener: (askedAt: number) => void) => void,
): Promise<{ killedAt: number; backAt: number }> {
  await sleep(300 + random.below(900));
  const killedAt = performance.now();
  const postmaster = stage.postgresPid();
  for (const pid of [postmaster, ...childrenOf(postmaster)]) end(pid);
  const backAt = await new Promise<number>((resolve) => {
    const impatient = setTimeout(() => resolve(performance.now()), 60_000);
    listen((askedAt) => {
      if (askedAt < killedAt) return;
      clearTimeout(impatient);
      resolve(performance.now());
    });
  });
  return { killedAt, backAt };
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself with the others.
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100;
