import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aServerOfItsOwn, checkpoint } from "../server/plaintext.builders.ts";
import { type Leak, Leaks, plantForAMoment, plantLeaks } from "./plaintext.control.ts";
import { bringIn, Desk } from "./plaintext.deeds.ts";
import { Seeds } from "./plaintext.find.ts";
import * as places from "./plaintext.places.ts";
import type { Proof, ProofOptions, ProofResult } from "./proof.ts";

type Server = Awaited<ReturnType<typeof aServerOfItsOwn>>;

export const plaintext: Proof = {
  shows:
    "identity numbers, phones and bank accounts that came in by forms, sign-ins, joining and workbooks are in no file, table, log, job, staged row, backup or refusal, in whatever form",
  run: async (options) => {
    // Whatever anybody puts into a temporary folder is put in here.
    const before = process.env.TMPDIR;
    const folder = await mkdtemp(join(tmpdir(), "gonghui-plaintext-"));
    process.env.TMPDIR = folder;
    const server = await aServerOfItsOwn();
    try {
      return await prove(server, folder, options);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  },
};

async function prove(server: Server, folder: string, { seed, short, say }: ProofOptions): Promise<ProofResult> {
  const seeds = new Seeds();
  const desk = new Desk(server.origin);
  const watched = places.watchFiles(folder, server.dataDir, seeds);
  await bringIn(server, desk, { seeds, seed, rows: short ? 60 : 3000 });
  const numbers = seeds.count;
  say(`${numbers} numbers came in, ${desk.answers.length} answers`);
  // The control is looked for by the same search at the same time: what it does not find there it would not find of others.
  const leaks = new Leaks((number) => seeds.add(number));
  await plantForAMoment(folder, leaks);
  const passing = await watched.stop();
  await plantLeaks(server, leaks, { folder, desk });
  const found = await searchAll(server, { folder, desk, seeds });
  found["temporary folder"].hits.push(...passing);

  const isPlanted = (hit: string) => leaks.all.some(({ number }) => hit.includes(number));
  const lines = Object.entries(found).flatMap(([place, { hits }]) => hits.map((hit) => `${place}: ${hit}`));
  const real = lines.filter((line) => !isPlanted(line));
  for (const [place, { looked, bytes }] of Object.entries(found))
    say(`${place}: ${looked} looked at, ${(bytes / 1e6).toFixed(1)} MB`);
  for (const line of real.slice(0, 20)) say(`  ${line}`);
  const unfound = leaks.all.flatMap((leak) => missedOf(leak, lines));
  say(`control: ${leaks.all.length} leaks planted, not found: ${unfound.join("; ") || "none"}`);
  return {
    ok: real.length === 0 && numbers > 150 && Object.values(found).every(({ looked }) => looked > 0),
    negativeControlFailed: unfound.length === 0,
    ...{ numbers, answers: desk.answers.length, hits: real.length, where: real.slice(0, 30) },
    looked: Object.fromEntries(Object.entries(found).map(([place, { looked }]) => [place, looked])),
    ...{ planted: leaks.all.length, notFound: unfound },
  };
}

/** The places in which a leak was not found. */
const missedOf = ({ kind, number, places }: Leak, lines: readonly string[]): string[] =>
  places
    .filter((place) => !lines.some((line) => line.startsWith(`${place}: `) && line.includes(number)))
    .map((place) => `${kind} (${place})`);

async function searchAll(server: Server, { folder, desk, seeds }: { folder: string; desk: Desk; seeds: Seeds }) {
  await checkpoint(server.superuserUrl);
  const filesDir = join(server.dataDir, "files");
  await mkdir(filesDir, { recursive: true });
  const { recipient, identity = "" } = server.runtime.secrets.backup;
  const ownerUrl = server.world.database.ownerUrl;
  return {
    tables: await places.searchTables(server.superuserUrl, seeds),
    // The files of the database, its log of changes, our log, uploads.
    "data folder": await places.searchFiles(server.dataDir, seeds),
    "temporary folder": await places.searchFiles(folder, seeds, server.dataDir),
    backup: await places.searchBackup({ ownerUrl, filesDir, recipient, identity }, seeds),
    refusals: places.searchRefusals(desk.answers, seeds),
  } satisfies Record<string, places.Searched>;
}
