import { setTimeout as sleep } from "node:timers/promises";
import { submitImport, takeFile, viewImport } from "../server/engines/sheets/index.ts";
import { changePerson } from "../server/modules/membership/people.ts";
import { twoRosters } from "./import.kills.ts";
import {
  bytesOf,
  differences,
  type ImportWorld,
  type OpenedLine,
  openLines,
  type Register,
  readRegister,
} from "./import.world.ts";
import { type SeededRandom, seededRandom, shuffled } from "./random.ts";

export interface Undone {
  restored: number;
  removed: number;
  keptFields: number;
  keptPeople: number;
  faults: string[];
}

/** People are changed and brought in; some are then changed by others: those changes stay and are listed, all else is as before. */
export async function undoRestores(
  world: ImportWorld,
  { rows, seed }: { rows: number; seed: number },
): Promise<Undone> {
  const { desk } = world;
  const { known, whole } = twoRosters(rows, seed);
  const bring = async (content: Buffer) => {
    const id = await desk.upload(content, "花名册.xlsx", "people");
    await desk.settled(id);
    await desk.act(id, "submit", { skipRefused: false });
    await desk.settled(id);
    return id;
  };
  await bring(await bytesOf(known));
  const before = await readRegister(world);
  const id = await bring(await bytesOf(whole));
  const lines = await openLines(world, id);
  const meddled = await meddle(world, lines, seededRandom(seed));
  await desk.act(id, "undo", { reason: "证明" });
  const { counts } = await desk.settled(id);
  const found = judge({ before, now: await readRegister(world), meddled, lines: await openLines(world, id) });
  if (counts.kept !== meddled.listed.size)
    found.faults.push(`${counts.kept} lines are kept, not ${meddled.listed.size}`);
  return found;
}

interface Meddled {
  /** What others have written since, by person and column. */
  changes: Map<string, Record<string, string>>;
  /** Lines that are to be listed, with the fields that are to be kept. */
  listed: Map<number, string[]>;
  /** People who were brought in and are to stay, as they are now. */
  stay: Register;
}

/** The officer corrects some of the people in the meantime: a field of the import, another field, somebody who was brought in. */
async function meddle(world: ImportWorld, lines: readonly OpenedLine[], random: SeededRandom): Promise<Meddled> {
  const share = (of: OpenedLine[]) => shuffled(of, random).slice(0, Math.max(3, Math.floor(of.length / 10)));
  const updated = share(lines.filter(({ outcome }) => outcome === "update"));
  const inserted = share(lines.filter(({ outcome }) => outcome === "insert"));
  const meddled: Meddled = { changes: new Map(), listed: new Map(), stay: new Map() };
  for (const [at, { row, targetId }] of updated.entries()) {
    const owned = at % 2 === 0; // a field that the import wrote, or one that it did not
    const change = owned ? { education: "别人改的" } : { title: "别人写的" };
    await changePerson(world.officer, world.use.secrets, targetId ?? "", change);
    meddled.changes.set(targetId ?? "", change);
    if (owned) meddled.listed.set(row, ["education"]);
  }
  for (const { row, targetId } of inserted) {
    await changePerson(world.officer, world.use.secrets, targetId ?? "", { title: "别人写的" });
    meddled.listed.set(row, ["*"]);
  }
  const now = await readRegister(world);
  for (const { targetId } of inserted) meddled.stay.set(targetId ?? "", now.get(targetId ?? "") ?? {});
  return meddled;
}

interface Outcome {
  before: Register;
  now: Register;
  meddled: Meddled;
  lines: readonly OpenedLine[];
}

function judge({ before, now, meddled, lines }: Outcome): Undone {
  const due: Register = new Map([...before, ...meddled.stay]);
  for (const [id, change] of meddled.changes) due.set(id, { ...due.get(id), ...change });
  const faults = differences(due, now).map((id) => `${id} is not as it has to be after the undo`);
  for (const { row, state, kept } of lines) {
    const expected = meddled.listed.get(row) ?? [];
    if (state === "kept" ? kept.join() !== expected.join() : expected.length > 0)
      faults.push(`line ${row}: ${state}, ${kept.join()} is kept and not ${expected.join()}`);
  }
  const undone = lines.filter(({ state }) => state === "undone");
  return {
    restored: undone.filter(({ outcome }) => outcome === "update").length,
    removed: undone.filter(({ outcome }) => outcome === "insert").length,
    keptFields: [...meddled.listed.values()].filter(([field]) => field !== "*").length,
    ...{ keptPeople: meddled.stay.size, faults },
  };
}

/** Writing batch by batch, killed as soon as the first is there: gives how many people are in who should be in with all or not at all. */
export async function naiveIsHalf(world: ImportWorld, { rows, seed }: { rows: number; seed: number }) {
  const { officer, use, desk } = world;
  const content = await bytesOf(twoRosters(rows, seed).whole);
  const before = await readRegister(world);
  const id = await takeFile(officer, use.secrets, {
    ...{ kind: "people", nodeId: desk.organisationId, fileName: "花名册.xlsx", content },
  });
  while ((await viewImport(officer, id)).state !== "review") await sleep(50);
  const { insert } = (await viewImport(officer, id)).counts;
  // Nobody who does it well is left.
  await world.server.stop();
  const naive = await world.stage.serve({ script: "../proofs/import.naive.ts" });
  await submitImport(officer, id, { skipRefused: false });
  let added = 0;
  while (added === 0) added = (await readRegister(world)).size - before.size;
  naive.kill();
  await naive.exited;
  const half = (await readRegister(world)).size - before.size;
  return { half, insert, isHalf: half > 0 && half < insert };
}

/** One field of one person is changed behind the back of everybody: the whole comparison sees it, one that leaves the field out does not. */
export async function blindMisses(world: ImportWorld): Promise<boolean> {
  const before = await readRegister(world);
  await world.stage.owner.query(
    "update membership.person set remark = '改过' where id = (select id from membership.person order by id limit 1)",
  );
  const now = await readRegister(world);
  return differences(before, now).length === 1 && differences(before, now, "remark").length === 0;
}
