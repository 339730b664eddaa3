import { grabStage } from "../bench/grab-stage.ts";
import { makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import { isClean } from "./ledger.ts";
import { installNaive, publishNaive } from "./naive.routes.ts";
import { openAgent } from "./post.ts";
import type { Proof, ProofOptions } from "./proof.ts";
import { type SeededRandom, seededRandom, sleep } from "./random.ts";
import { runWaves } from "./waves.ts";

export const killApp: Proof = {
  shows:
    "kill -9 of one of two server processes under load: nothing oversold, nothing acknowledged lost, nothing doubled, same key same claim",
  run: async (options) => {
    const kills = options.short ? 1 : 50;
    const stage = await openStage();
    try {
      await installNaive(stage);
      const node = await makeNode(stage);
      const members = await makeMembers(stage, node, options.short ? 1000 : 5000);
      const grab = await grabStage(stage, node);
      const servers = await Promise.all([stage.serve(), stage.serve()]);
      const real = await underKills(options, stage, {
        servers,
        kills,
        members,
        books: "stock",
        publish: (capacity) => grab.publish({ capacity }),
        path: (id) => `/api/releases/${id}/claims`,
      });
      options.say(`product: ${JSON.stringify(real)}`);
      const control = await underKills(options, stage, {
        servers,
        kills: options.short ? 0 : 1,
        members,
        books: "naive",
        publish: (capacity) => publishNaive(stage, capacity),
        path: (id) => `/api/bench/naive/${id}`,
      });
      options.say(`control: ${JSON.stringify(control)}`);
      await grab.close();
      return {
        ok: isClean(real) && real.kills === kills,
        negativeControlFailed: control.oversold > 0 || control.doubled > 0,
        ...real,
        control,
      };
    } finally {
      await stage.close();
    }
  },
};

interface Run {
  servers: ServerProcess[];
  kills: number;
  members: Awaited<ReturnType<typeof makeMembers>>;
  books: "stock" | "naive";
  publish(capacity: number): Promise<string>;
  path(releaseId: string): string;
}

async function underKills(options: ProofOptions, stage: Stage, run: Run) {
  const random = seededRandom(options.seed);
  const agent = openAgent();
  const { servers } = run;
  let kills = 0;
  const ledger = await runWaves({
    stage,
    members: run.members,
    books: run.books,
    random,
    claiming: { agent, path: run.path, timeout: 3000, ports: () => servers.map((server) => server.port) },
    publish: run.publish,
    rate: 1000,
    capacity: options.short ? 500 : 2000,
    trouble: async () => {
      if (run.kills === 0) await sleep(500);
      for (; kills < run.kills; kills++) {
        if (kills > 0 && kills % 10 === 0) options.say(`${kills} kills`);
        await killOne(stage, servers, kills % 2, random);
      }
    },
  });
  agent.destroy();
  return { kills, ...ledger };
}

/** Ends one process without warning at a random moment, and starts another in its place. */
async function killOne(stage: Stage, servers: ServerProcess[], which: number, random: SeededRandom): Promise<void> {
  await sleep(300 + random.below(900));
  servers[which]?.kill();
  await servers[which]?.exited;
  servers[which] = await stage.serve();
}
