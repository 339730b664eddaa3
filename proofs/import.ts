import { makeLedger, makeRoster } from "../db/samples/index.ts";
import {
  allWrong,
  fileOf,
  givenFile,
  type ProvenFile,
  type Refusal,
  refusesWhatIsWrong,
  rowsDiffer,
  sameInEveryFormat,
} from "./import.files.ts";
import { killedAtRandom } from "./import.kills.ts";
import { blindMisses, naiveIsHalf, undoRestores } from "./import.undo.ts";
import { emptyRegister, type ImportWorld, openImportWorld } from "./import.world.ts";
import type { Proof, ProofOptions, ProofResult } from "./proof.ts";

const sizes = {
  full: { members: 3000, ledger: 95_600, wrong: 500, killed: 3000, kills: 20, undone: 3000, naive: 3000 },
  short: { members: 200, ledger: 700, wrong: 60, killed: 1050, kills: 3, undone: 90, naive: 300 },
};

export const importing: Proof = {
  shows:
    "rosters and surveys come in by file: refused rows are exactly the wrong ones, every format says the same, a process killed at any moment leaves nothing half done, an undo restores every field that nobody else has changed",
  run: async (options) => {
    const world = await openImportWorld();
    try {
      if (options.file !== undefined) return await proveFile(world, await givenFile(options.file), options);
      return await proveAll(world, options);
    } finally {
      await world.close();
    }
  },
};

/** One workbook with its list. The control: a list that lacks a row does not fit. */
async function proveFile(world: ImportWorld, file: ProvenFile, { say }: ProofOptions): Promise<ProofResult> {
  const { faults, name, ...figures } = await refusesWhatIsWrong(world, file);
  const found = { file: name, ...figures };
  say(`${JSON.stringify(found)}, ${faults.length} faults`);
  const misses = rowsDiffer(file.wrong, file.wrong.slice(1)).length > 0;
  return { ok: faults.length === 0, negativeControlFailed: misses, ...found, faults: faults.slice(0, 20) };
}

async function proveAll(world: ImportWorld, options: ProofOptions): Promise<ProofResult> {
  const { seed, short, say } = options;
  const size = sizes[short ? "short" : "full"];
  const roster = makeRoster({ rows: size.members, seed });
  const faults = await sameInEveryFormat(world, roster);
  say(`five formats: ${faults.length} faults`);
  faults.push(...(await allWrong(world, { rows: size.wrong, seed })));
  say(`a file where every row is wrong: ${faults.length} faults`);
  const files: Refusal[] = [];
  for (const file of [
    await fileOf(roster, "people"),
    await fileOf(makeLedger({ rows: size.ledger, seed: seed + 1 }), "labour_ledger"),
  ]) {
    const { faults: found, ...figures } = await refusesWhatIsWrong(world, file);
    files.push({ ...figures, faults: found });
    say(`${JSON.stringify(figures)}, ${found.length} faults`);
    await emptyRegister(world);
    faults.push(...found);
  }
  const undone = await undoRestores(world, { rows: size.undone, seed: seed + 2 });
  say(`undo: ${JSON.stringify(undone)}`);
  await emptyRegister(world);
  const killed = await killedAtRandom(world, { ...options, seed: seed + 3, kills: size.kills, rows: size.killed });
  say(`kills: ${JSON.stringify({ ...killed, faults: killed.faults.length })}`);
  await emptyRegister(world);
  const half = await naiveIsHalf(world, { rows: size.naive, seed: seed + 4 });
  const misses = await blindMisses(world);
  say(`control: ${half.half} of ${half.insert} people are in; blind comparison misses a change: ${misses}`);
  faults.push(...undone.faults, ...killed.faults);
  return {
    ok: faults.length === 0,
    negativeControlFailed: half.isHalf && misses,
    ...{ files: files.map(({ name, rows, refused, applied }) => ({ name, rows, refused, applied })), formats: 5 },
    ...{ kills: killed.kills, struck: killed.struck, looks: killed.looks },
    ...{
      restored: undone.restored,
      removed: undone.removed,
      keptFields: undone.keptFields,
      keptPeople: undone.keptPeople,
    },
    ...{ control: half, faults: faults.slice(0, 10) },
  };
}
