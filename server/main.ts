import cluster from "node:cluster";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { type Config, readConfig, secretsFileOf } from "#kernel/config";
import type { Runtime } from "#kernel/module";
import { takeDataFolder } from "#kernel/postgres/data-folder";
import { followKeys } from "#kernel/secrets/follow-keys";
import { loadSecrets, type Secrets } from "#kernel/secrets/secrets";
import { StartupError } from "#kernel/startup-error";
import { buildWeb } from "./build-web.ts";
import { openDatabase, prepareDatabase } from "./database.ts";
import { ensureDemo, settleDemo } from "./demo.ts";
import { openRuntime } from "./runtime.ts";
import { serve, stopOnSignals } from "./serve.ts";
import { startImports } from "./start-imports.ts";

/** What the first process hands to the workers: addresses and facts it has settled. */
interface Handed {
  appUrl: string;
  directUrl: string;
  demo: boolean;
  webDir: string;
}

function makeLog(config: Config): Logger {
  return pino(
    { level: config.logLevel, base: { pid: process.pid } },
    pino.destination({ dest: join(config.dataDir, "server.log"), sync: true }),
  );
}

async function main(): Promise<void> {
  const config = readConfig();
  if (cluster.isWorker) return work(config);
  const folder = takeDataFolder(config.dataDir);
  const log = makeLog(config);
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const demoFallback = config.demo ?? embedded;
  const secrets = await loadAll(config, demoFallback);
  followKeys(secretsFileOf(config), secrets, log);
  const database = await openDatabase(config, secrets, log);
  const endings: (() => Promise<void>)[] = [() => database.stop(), async () => folder.release()];
  const stop = async () => {
    for (const end of endings) await end();
  };
  try {
    await prepareDatabase(database, config, secrets, log);
    const options = { config, secrets, log, appUrl: database.appUrl, directUrl: database.ownerUrl };
    const union = await prepareUnion({ ...options, demo: demoFallback }, config.demo);
    const demo = union.demo;
    const webDir = await buildWeb();
    const port = await startServing({ ...options, demo, webDir }, endings);
    stopOnSignals(log, stop);
    const url = config.publicUrl ?? `http://${config.host}:${port}`;
    process.stdout.write(entrances(url));
    process.stdout.write(`ready ${url}\n`);
    if (union.round !== undefined && config.demoCrowd)
      endings.unshift(await startCrowd({ ...options, demo }, { ...union.round, url: `http://127.0.0.1:${port}` }));
  } catch (error) {
    await stop();
    throw error;
  }
}

const loadAll = (config: Config, demo: boolean): Promise<Secrets> =>
  loadSecrets({
    file: secretsFileOf(config),
    createIfMissing: demo || config.secretsFile !== undefined,
    dataDir: config.dataDir,
    requireOutside: !demo,
  });

interface Round {
  opensAt: Date;
  releaseIds: string[];
}

/** Settles whether this is a demonstration, and loads its union and the round of this start. */
async function prepareUnion(
  options: Parameters<typeof openRuntime>[0],
  wanted: boolean | undefined,
): Promise<{ demo: boolean; round?: Round }> {
  const runtime = await openRuntime(options);
  try {
    const demo = await settleDemo(runtime.system("start"), wanted, options.demo);
    return demo ? { demo, round: await loadDemo({ ...runtime, demo }) } : { demo };
  } finally {
    await runtime.close();
  }
}

async function loadDemo(runtime: Runtime): Promise<Round> {
  const { describeDemo, loadDemoUnion, openDemoRound } = await import("../db/demo/index.ts");
  const union = await ensureDemo(runtime, () => {
    process.stdout.write("loading the demo union (20,000 invented members) …\n");
    return loadDemoUnion(runtime);
  });
  const round = await openDemoRound(runtime, union);
  process.stdout.write(describeDemo(union, round.opensAt));
  return round;
}

/** Invented members enter the demo round beside the newcomer; ends with the server. */
async function startCrowd(
  options: Parameters<typeof openRuntime>[0],
  round: Round & { url: string },
): Promise<() => Promise<void>> {
  const { sendCrowd } = await import("../db/demo/crowd.ts");
  const runtime = await openRuntime(options);
  const stopping = new AbortController();
  const going = sendCrowd(runtime, { ...round, signal: stopping.signal })
    .catch((error: Error) => options.log.warn({ reason: error.message }, "demo.crowd_ended"))
    .finally(() => runtime.close());
  return async () => {
    stopping.abort();
    await going;
  };
}

async function startServing(
  options: Parameters<typeof serve>[0] & { webDir: string },
  endings: (() => Promise<void>)[],
): Promise<number> {
  const { config } = options;
  if (config.workers === 1) {
    const serving = await serve(options);
    endings.unshift(serving.stop);
    return serving.port;
  }
  const { appUrl, directUrl, demo, webDir } = options;
  const handed: Handed = { appUrl, directUrl, demo, webDir };
  let stopping = false;
  const fork = () => cluster.fork({ GONGHUI_WORKER: JSON.stringify(handed) });
  cluster.on("exit", (worker, code, signal) => {
    options.log.warn({ worker: worker.id, code, signal }, "server.worker_ended");
    if (!stopping) fork();
  });
  endings.unshift(async () => {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {});
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((done) =>
            worker === undefined ? done() : worker.once("exit", () => done()).process.kill("SIGTERM"),
          ),
      ),
    );
  });
  await Promise.all(Array.from({ length: config.workers }, () => firstListening(fork())));
  // One process that works on imports is enough for all workers.
  endings.unshift(startImports(options).stop);
  return config.port;
}

const firstListening = (worker: ReturnType<typeof cluster.fork>): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once("listening", () => resolve());
    worker.once("message", (message: { startup?: string }) =>
      reject(new StartupError(message.startup ?? "a worker could not start")),
    );
    worker.once("exit", () =>
      reject(new StartupError("A worker process ended before it was ready; see server.log in the data folder.")),
    );
  });

/** A worker serves what the first process has prepared. */
async function work(config: Config): Promise<void> {
  const handed = JSON.parse(process.env.GONGHUI_WORKER ?? "{}") as Handed; // written by our own first process
  const log = makeLog(config);
  const secrets = await loadAll(config, handed.demo);
  followKeys(secretsFileOf(config), secrets, log);
  const serving = await serve({ config, secrets, log, ...handed });
  stopOnSignals(log, serving.stop);
}

const entrances = (url: string) => `
  会员 member      ${url}/
  工会 console     ${url}/console
  商户 partner     ${url}/partner
  检票 door        ${url}/door
  API 文档 docs    ${url}/api/docs

`;

main().catch((error: unknown) => {
  if (error instanceof StartupError) {
    if (cluster.isWorker) process.send?.({ startup: error.message });
    else process.stderr.write(`gonghui: ${error.message}\n`);
  } else process.stderr.write(`${(error as Error).stack ?? error}\n`);
  process.exit(1);
});
