import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { unzipSync } from "fflate";
import { kindOf, type SheetKind } from "../bench/import-desk.ts";
import { makeRoster, type Sample, type SampleFormat, sampleFormats } from "../db/samples/index.ts";
import { bytesOf, type ImportWorld, type OpenedLine, openLines } from "./import.world.ts";

export interface ProvenFile {
  name: string;
  bytes: Buffer;
  kind: SheetKind;
  /** Rows that must be refused. */
  wrong: number[];
}

export const fileOf = async (sample: Sample, kind: SheetKind): Promise<ProvenFile> => ({
  name: `${sample.name}.xlsx`,
  bytes: await bytesOf(sample),
  kind,
  wrong: sample.defects.map(({ row }) => row),
});

/** A workbook with the list of its wrong rows beside it: members.xlsx, members.defects.csv. */
export async function givenFile(path: string): Promise<ProvenFile> {
  const bytes = await readFile(path);
  const list = await readFile(path.replace(/\.[^.]*$/, ".defects.csv"), "utf8");
  const wrong = list
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Number(line.split(",")[0]));
  return { name: basename(path), bytes, kind: await kindOf(bytes), wrong };
}

export interface Refusal {
  name: string;
  rows: number;
  refused: number;
  applied: number;
  faults: string[];
}

/** Brings a file in and skips its refused rows: those are the wrong ones, and everybody else is in the register afterwards. */
export async function refusesWhatIsWrong(world: ImportWorld, file: ProvenFile): Promise<Refusal> {
  const { desk } = world;
  const before = await countPeople(world);
  const id = await desk.upload(file.bytes, file.name, file.kind);
  const checked = await desk.settled(id);
  if (checked.state !== "review") throw new Error(`${file.name} cannot be read without asking: ${checked.state}`);
  const refused = (await desk.lines(id, "outcome=refused")).map(({ row }) => row);
  const faults = rowsDiffer(refused, file.wrong);
  await desk.setUpUnions(id);
  await desk.act(id, "submit", { skipRefused: true });
  const { state, counts } = await desk.settled(id);
  const added = (await countPeople(world)) - before;
  if (state !== "applied" || counts.applied !== counts.insert || added !== counts.insert)
    faults.push(`${state}: of ${counts.insert} to be brought in ${counts.applied} say so and ${added} are there`);
  return {
    ...{ name: file.name, refused: refused.length, applied: counts.applied },
    ...{ rows: counts.insert + counts.update + counts.unchanged + counts.conflict + counts.refused, faults },
  };
}

/** What one list of rows has and the other has not. */
export function rowsDiffer(refused: readonly number[], wrong: readonly number[]): string[] {
  const [of, those] = [new Set(refused), new Set(wrong)];
  return [
    ...refused.filter((row) => !those.has(row)).map((row) => `row ${row} is good and was refused`),
    ...wrong.filter((row) => !of.has(row)).map((row) => `row ${row} is wrong and was not refused`),
  ];
}

const countPeople = async ({ stage }: ImportWorld): Promise<number> => {
  const { rows } = await stage.owner.query<{ count: number }>("select count(*)::int as count from membership.person");
  return rows[0]?.count ?? 0;
};

/** The same people in every format that offices send: the same change-set, value for value. */
export async function sameInEveryFormat(world: ImportWorld, roster: Sample): Promise<string[]> {
  const { desk } = world;
  const imports: { format: SampleFormat; id: string }[] = [];
  for (const format of sampleFormats) {
    const id = await desk.upload(await bytesOf(roster, format), `members.${format.slice(0, 4)}`, "people");
    imports.push({ format, id });
  }
  const faults: string[] = [];
  let first: OpenedLine[] | undefined;
  for (const { format, id } of imports) {
    const { state } = await desk.settled(id);
    if (state !== "review") throw new Error(`${format}: ${state}`);
    const lines = await openLines(world, id);
    await desk.act(id, "withdraw");
    first ??= lines;
    if (lines.length !== first.length) faults.push(`${format} has ${lines.length} rows, ${first.length} were expected`);
    const others = lines.filter((line, at) => said(line) !== said(first?.[at]));
    faults.push(...others.map(({ row }) => `${format}: row ${row} says something else than in ${sampleFormats[0]}`));
  }
  return faults;
}

/** The text of a cell that cannot be read depends on the format; that it cannot, and why, does not. */
const said = (line: OpenedLine | undefined): string => JSON.stringify({ ...line, raw: undefined });

/** Nothing of it can be handed in; the workbook that comes back marks every row, and brought in again is refused as a whole again. */
export async function allWrong(world: ImportWorld, { rows, seed }: { rows: number; seed: number }): Promise<string[]> {
  const { desk } = world;
  const faults: string[] = [];
  const refusedOf = async (bytes: Uint8Array): Promise<string> => {
    const id = await desk.upload(bytes, "全错.xlsx", "people");
    const { counts } = await desk.settled(id);
    if (counts.refused !== rows || counts.insert > 0)
      faults.push(`of ${rows} wrong rows ${counts.refused} were refused`);
    return id;
  };
  const id = await refusedOf(await bytesOf(makeRoster({ rows, seed, wrong: "all" })));
  for (const skipRefused of [true, false]) {
    const { status, body } = await desk.ask("POST", `/${id}/submit`, { skipRefused });
    if (status !== 409 && status !== 400) faults.push(`a file without a good row was taken: ${status} ${body}`);
  }
  const { body: back } = await desk.ask("GET", `/${id}/refused`);
  const marked = commentsIn(back);
  if (marked !== rows) faults.push(`${marked} of ${rows} rows are marked in the workbook that came back`);
  await desk.act(await refusedOf(back), "withdraw");
  await desk.act(id, "withdraw");
  return faults;
}

/** Rows that a comment stands in. */
function commentsIn(workbook: Uint8Array): number {
  const parts = Object.entries(unzipSync(workbook)).filter(([name]) => /^xl\/comments[^/]*\.xml$/.test(name));
  const rows = parts.flatMap(([, xml]) =>
    [
      ...Buffer.from(xml)
        .toString("utf8")
        .matchAll(/<comment [^>]*ref="[A-Z]+(\d+)"/g),
    ].map(([, row]) => row),
  );
  return new Set(rows).size;
}
