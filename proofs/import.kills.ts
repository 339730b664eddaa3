import { startedBy } from "../bench/memory.ts";
import { makeRoster, type Sample } from "../db/samples/index.ts";
import type { ImportState } from "../server/engines/sheets/changes/changes.rules.ts";
import { submitImport, takeFile, undoImport, viewImport } from "../server/engines/sheets/index.ts";
import { bytesOf, differences, type ImportWorld, openLines, type Register, readRegister } from "./import.world.ts";
import type { ProofOptions } from "./proof.ts";
import { type SeededRandom, seededRandom, sleep } from "./random.ts";

/** People without unions of their own, so that nothing has to be settled: some are known and said otherwise, the others are new. */
export function twoRosters(rows: number, seed: number): { known: Sample; whole: Sample } {
  const roster = makeRoster({ rows, seed, wrong: "none" });
  const union = roster.columns.findIndex(({ heading }) => heading === "所属工会");
  const changed = ["学历", "工种", "职业技能等级"].map((name) =>
    roster.columns.findIndex(({ heading }) => heading === name),
  );
  const without = (sample: Sample, one: (row: readonly unknown[], at: number) => unknown[] | undefined): Sample => ({
    ...sample,
    *rows() {
      let at = 0;
      for (const row of sample.rows()) {
        const said = one(row.toSpliced(union, 1, ""), at++);
        if (said !== undefined) yield said as typeof row;
      }
    },
  });
  return {
    whole: without(roster, (row) => [...row]),
    known: without(roster, (row, at) =>
      at % 3 === 0 ? row.map((cell, column) => (changed.includes(column) ? "以前的" : cell)) : undefined,
    ),
  };
}

export interface Kills {
  kills: number;
  /** Of them, those that struck while rows were being worked on. */
  struck: Record<"reading" | "checking" | "applying" | "undoing", number>;
  looks: number;
  faults: string[];
}

/** What an import is to leave behind, learnt from one that nobody disturbed. */
interface Expected {
  before: Register;
  people: number;
  lines: string[];
  millis: Record<Step, number>;
}

type Step = "checking" | "applying" | "undoing";
const steps: readonly Step[] = ["checking", "applying", "undoing"];

/** Kills the server's import process while it checks, writes and takes back; its next one goes on; nothing may be half done at any moment. */
export async function killedAtRandom(world: ImportWorld, options: ProofOptions & { kills: number; rows: number }) {
  const random = seededRandom(options.seed);
  const { known, whole } = twoRosters(options.rows, options.seed);
  const found: Kills = { kills: 0, struck: { reading: 0, checking: 0, applying: 0, undoing: 0 }, looks: 0, faults: [] };
  const round = new Round(world, found, await bytesOf(whole));
  await round.prepare(await bytesOf(known));
  for (let at = 0; found.kills < options.kills; at++) {
    await round.play(random, options.kills - found.kills);
    if (at % 2 === 1)
      options.say(`${found.kills} kills, ${JSON.stringify(found.struck)}, ${found.faults.length} faults`);
  }
  return found;
}

/** The process that works for the server; it is started when there is work. */
async function importProcessOf({ server }: ImportWorld): Promise<number> {
  for (;;) {
    const [pid] = startedBy(server.pid);
    if (pid !== undefined) return pid;
    await sleep(5);
  }
}

class Round {
  private readonly world: ImportWorld;
  private readonly found: Kills;
  private readonly file: Buffer;
  private expected: Expected | undefined;

  constructor(world: ImportWorld, found: Kills, file: Buffer) {
    this.world = world;
    this.found = found;
    this.file = file;
  }

  /** Brings in who is known beforehand, and plays the file once without trouble. */
  async prepare(known: Buffer): Promise<void> {
    const first = await this.take(known);
    await this.settled(first);
    await submitImport(this.world.officer, first, { skipRefused: false });
    await this.settled(first);
    const before = await readRegister(this.world);
    const millis = { checking: 0, applying: 0, undoing: 0 };
    const id = await this.take(this.file);
    let lines: string[] = [];
    let people = 0;
    for (const step of steps) {
      const began = performance.now();
      await this.begin(step, id);
      await this.settled(id);
      millis[step] = performance.now() - began;
      if (step === "checking") lines = await this.linesOf(id);
      if (step === "applying") people = await this.count();
    }
    this.expected = { before, people, lines, millis };
    this.isAsBefore("an undisturbed undo", await readRegister(this.world));
  }

  /** One import from the file to its undo; in each step, while there are kills left, the process is killed. */
  async play(random: SeededRandom, kills: number): Promise<void> {
    const { millis, lines, people, before } = this.goal();
    const id = await this.take(this.file);
    for (const [at, step] of steps.entries()) {
      const watching = this.watch([before.size, people]);
      await this.begin(step, id);
      if (at < kills) await this.kill(id, random.below(Math.ceil(millis[step])));
      await this.settled(id);
      await watching();
      const now = await this.linesOf(id);
      if (step === "checking" && now.join("\n") !== lines.join("\n")) this.fault("other lines than without a kill");
      if (step === "applying") await this.isWhole(id);
      if (step === "undoing") this.isAsBefore("after the undo", await readRegister(this.world));
    }
  }

  private goal(): Expected {
    if (this.expected === undefined) throw new Error("not prepared");
    return this.expected;
  }

  private readonly fault = (what: string) => void this.found.faults.push(what);

  private async take(content: Buffer): Promise<string> {
    // Two hundred files a day are enough for an officer, not for this.
    await this.world.stage.owner.query("delete from kernel.limit_event where key like 'sheets:%'");
    const { officer, use, desk } = this.world;
    const file = { kind: "people", nodeId: desk.organisationId, fileName: "花名册.xlsx", content };
    return takeFile(officer, use.secrets, file);
  }

  private async begin(step: Step, id: string): Promise<void> {
    if (step === "applying") await submitImport(this.world.officer, id, { skipRefused: false });
    if (step === "undoing") await undoImport(this.world.officer, id, { reason: "证明" });
  }

  /** Kills, waits until PostgreSQL has let go of what the process held, looks, and lets the server's next one go on at once. */
  private async kill(id: string, afterMillis: number): Promise<void> {
    const { stage, server } = this.world;
    const pid = await importProcessOf(this.world);
    await sleep(afterMillis);
    process.kill(pid, "SIGKILL");
    while (startedBy(server.pid).includes(pid)) await sleep(5);
    this.found.kills++;
    for (let held = true; held; ) {
      const { rows } = await stage.owner.query<{ held: boolean }>(
        `select exists (select from pg_locks where locktype = 'advisory' and
          (classid::bigint << 32) | objid::bigint = hashtextextended('sheets.import.' || $1, 0)) as held`,
        [id],
      );
      held = rows[0]?.held ?? false;
    }
    // Its lease would run out by itself; the proof does not wait for that.
    const { rows } = await stage.owner.query<{ state: keyof Kills["struck"]; leased: boolean }>(
      `update sheets.import i set leased_until = '-infinity' from (select leased_until > clock_timestamp() as leased from sheets.import where id = $1) w
       where id = $1 and state in ('reading', 'checking', 'applying', 'undoing') returning state, leased`,
      [id],
    );
    const [at] = rows;
    if (at?.leased === true) this.found.struck[at.state]++;
    const { before, people } = this.goal();
    const now = await readRegister(this.world);
    if (now.size !== before.size && now.size !== people) this.fault(`${now.size} people after a kill`);
    if (now.size === before.size) this.isAsBefore("after a kill", now);
  }

  private async settled(id: string): Promise<void> {
    const { officer } = this.world;
    for (;;) {
      const { state, problem } = await viewImport(officer, id);
      if (problem !== null) throw new Error(JSON.stringify(problem));
      if (!(["reading", "checking", "applying", "undoing"] as ImportState[]).includes(state)) return;
      await sleep(50);
    }
  }

  private async linesOf(id: string): Promise<string[]> {
    return (await openLines(this.world, id)).map((line) => JSON.stringify(line));
  }

  private async count(): Promise<number> {
    const { rows } = await this.world.stage.owner.query<{ n: number }>(
      "select count(*)::int as n from membership.person",
    );
    return rows[0]?.n ?? 0;
  }

  /** Counts people over and over: before or after, nothing between. */
  private watch(allowed: readonly number[]): () => Promise<void> {
    let over = false;
    const looking = (async () => {
      for (; !over; this.found.looks++) {
        const people = await this.count();
        if (!allowed.includes(people)) this.fault(`${people} people while it is worked on`);
        await sleep(20);
      }
    })();
    return () => {
      over = true;
      return looking;
    };
  }

  /** Every line has ended and says whom it made or changed, and nobody is there twice. */
  private async isWhole(id: string): Promise<void> {
    const { rows } = await this.world.stage.owner.query<{ what: string }>(
      `select 'a line that is not applied: ' || row as what from sheets.line where import_id = $1 and (state = 'applied') <> (outcome in ('insert', 'update'))
       union all select 'a line without its person: ' || l.row from sheets.line l left join membership.person p on p.id = l.target_id
         where l.import_id = $1 and l.state = 'applied' and p.id is null
       union all select 'twice: ' || min(id::text) from membership.person group by id_index having count(*) > 1
       union all select 'two lines, one person: ' || target_id from sheets.line where import_id = $1 and state = 'applied'
         group by target_id having count(*) > 1
       union all select 'without a membership: ' || p.id from membership.person p
         where not exists (select from membership.membership m where m.person_id = p.id)`,
      [id],
    );
    for (const { what } of rows) this.fault(what);
    const people = await this.count();
    if (people !== this.goal().people) this.fault(`${people} people after it was applied`);
  }

  private isAsBefore(when: string, now: Register): void {
    const differ = differences(this.goal().before, now);
    if (differ.length > 0) this.fault(`${when}: ${differ.length} people are not as before`);
  }
}
