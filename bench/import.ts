import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { makeLedger, sampleBytes } from "../db/samples/index.ts";
import { readRows } from "../server/engines/sheets/index.ts";
import { type Bench, type BenchOptions, rounded } from "./bench.ts";
import { type ImportDesk, kindOf, openImportDesk } from "./import-desk.ts";
import { cpuSeconds, type MemoryWatch, watchMemory } from "./memory.ts";
import { openStage, type Stage } from "./stage.ts";

const invented = { full: 95_600, short: 5000 };
const seed = 20_261_123;
const atOnce = 1000;

export const importing: Bench = {
  measures:
    "a labour ledger read, cleaned and compared with the register by a server's import process, then committed, against reading alone and against a plain insert of as many people; what the server itself notices of it",
  run: async (options) => {
    const { name, bytes } = await fileOf(options);
    const { rows, readSeconds } = await readAlone(bytes);
    options.say(`${name}, ${rounded(bytes.length / 1e6, 1)} MB: ${rows} rows read in ${readSeconds} s`);
    const stage = await openStage();
    try {
      const server = await stage.serve();
      const desk = await openImportDesk(stage, () => server.port);
      const memory = watchMemory(server.pid);
      memory.again();
      const restMb = memory.peak().processMb;
      const cpu = () => cpuSeconds(server.pid);
      const delays = () => loopDelays(server.port);
      const figures = await bringIn(desk, { name, bytes, memory, cpu, delays, say: options.say });
      memory.stop();
      const plainSeconds = await plainInsert(stage, desk, figures.committed);
      return {
        ...{ rows, readSeconds, ...figures, restMb, serverGrowthMb: figures.serverMb - restMb, plainSeconds },
        ratioRead: rounded(figures.dryRunSeconds / readSeconds, 2),
        ratioPlain: rounded(figures.commitSeconds / plainSeconds, 2),
      };
    } finally {
      await stage.close();
    }
  },
};

async function fileOf({ file, short }: BenchOptions): Promise<{ name: string; bytes: Buffer }> {
  if (file !== undefined) return { name: basename(file), bytes: await readFile(file) };
  const ledger = makeLedger({ rows: short ? invented.short : invented.full, seed });
  return { name: "ledger.xlsx", bytes: Buffer.concat(await Array.fromAsync(sampleBytes(ledger))) };
}

const secondsSince = (start: number): number => rounded((performance.now() - start) / 1000, 2);

/** The file as the engine streams it, every row thrown away. */
async function readAlone(bytes: Buffer): Promise<{ rows: number; readSeconds: number }> {
  const start = performance.now();
  let rows = 0;
  for await (const part of readRows(bytes)) rows += part.length;
  return { rows, readSeconds: secondsSince(start) };
}

interface Given {
  name: string;
  bytes: Buffer;
  memory: MemoryWatch;
  /** Of the server and the processes that work for it. */
  cpu(): number;
  /** Of the server, since it was asked before. */
  delays(): Promise<LoopDelays>;
  say(line: string): void;
}

interface LoopDelays {
  p99Ms: number;
  maxMs: number;
}

/** How long the server's event loop kept others waiting since this was asked before, as it tells itself. */
async function loopDelays(port: number): Promise<LoopDelays> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const figure = (name: string) =>
    Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, "m").exec(text)?.[1]);
  return { p99Ms: rounded(figure("p99") * 1000, 1), maxMs: rounded(figure("max") * 1000, 1) };
}

/** Dry run and commit, each from the request until the page says that it is done. */
async function bringIn(desk: ImportDesk, { name, bytes, memory, cpu, delays, say }: Given) {
  const kind = await kindOf(bytes);
  await delays();
  const began = performance.now();
  const cpuAtFirst = cpu();
  const id = await desk.upload(bytes, name, kind);
  const uploading = await delays();
  const checked = await desk.settled(id);
  const dryRunSeconds = secondsSince(began);
  if (checked.state !== "review") throw new Error(`the file cannot be read without asking: ${checked.state}`);
  const [dryRun, checking] = [memory.peak(), await delays()];
  const dryRunCpuSeconds = rounded(cpu() - cpuAtFirst, 2);
  say(`dry run ${dryRunSeconds} s, ${JSON.stringify({ counts: checked.counts, dryRun, uploading, checking })}`);
  await desk.setUpUnions(id);
  await desk.act(id, "leave-undecided");
  memory.again();
  await delays();
  const start = performance.now();
  const cpuBefore = cpu();
  await desk.act(id, "submit", { skipRefused: true });
  const applied = await desk.settled(id);
  const commitSeconds = secondsSince(start);
  if (applied.state !== "applied") throw new Error(`the import is ${applied.state}`);
  const [commit, applying] = [memory.peak(), await delays()];
  say(`commit ${commitSeconds} s, ${applied.counts.applied} people, ${JSON.stringify({ commit, applying })}`);
  return {
    ...{ dryRunCpuSeconds, commitCpuSeconds: rounded(cpu() - cpuBefore, 2), dryRunSeconds, commitSeconds },
    rssMb: Math.max(dryRun.startedMb, commit.startedMb),
    ...{ dryRunMb: dryRun.startedMb, commitMb: commit.startedMb },
    serverMb: Math.max(dryRun.processMb, commit.processMb),
    ...{ uploadDelayMs: uploading.maxMs, delayP99Ms: Math.max(checking.p99Ms, applying.p99Ms) },
    delayMaxMs: Math.max(checking.maxMs, applying.maxMs),
    ...{ committed: applied.counts.applied, refused: checked.counts.refused, stale: applied.counts.stale },
  };
}

/** As many people written into the same table in one transaction, nothing sealed, nothing found, nothing noted. */
async function plainInsert({ owner }: Stage, { node }: ImportDesk, count: number): Promise<number> {
  const start = performance.now();
  await owner.query("begin");
  for (let from = 0; from < count; from += atOnce)
    await owner.query(
      `insert into membership.person (id, node, name, pinyin, initials, phone, phone_index, verified_at)
       select gen_random_uuid(), $1::ltree, '职工', 'zhi gong', 'zg', '\\x00', uuid_send(gen_random_uuid()), null
       from unnest($2::integer[])`,
      [node, Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => at)],
    );
  await owner.query("commit");
  return secondsSince(start);
}
