import { openStage, type Stage } from "../bench/stage.ts";
import type { Ctx } from "../server/kernel/context.ts";
import { transact } from "../server/kernel/context.ts";
import { Problem } from "../server/kernel/problem.ts";
import { addOrganisation } from "../server/modules/membership/index.ts";
import {
  addHall,
  addPlace,
  bookHall,
  cancelHallBooking,
  type During,
  moveHallBooking,
} from "../server/modules/places/index.ts";
import { naiveOverlaps } from "./hall.control.ts";
import { inProcess } from "./in-process.ts";
import type { Proof } from "./proof.ts";
import { type SeededRandom, seededRandom } from "./random.ts";

const clients = 32;
const minute = 60_000;
const turnaround = 20 * minute;

export const hall: Proof = {
  shows:
    "32 clients book, move and cancel in one hall at once, for overlapping times: no two bookings overlap, cleaning included, and everybody else is told what has the hall and from when it is free",
  run: async ({ seed, short, say }) => {
    const rounds = short ? 6 : 150;
    const stage = await openStage();
    // Two pools, as of two processes: every client has a connection of its own.
    const processes = await Promise.all([inProcess(stage), inProcess(stage)]);
    try {
      const contexts = processes.map(({ system }) => system);
      const bed = await prepare(stage, contexts, seededRandom(seed));
      const watching = watch(bed);
      for (let round = 0; round < rounds; round++) await playRound(bed, round);
      bed.over = true;
      const looks = await watching;
      const { counts, faults } = bed;
      say(
        `product: ${rounds} rounds, looked ${looks} times meanwhile, ${JSON.stringify(counts)}, ${faults.length} faults`,
      );
      const controlOverlaps = await naiveOverlaps(stage, { clients, random: seededRandom(seed), wantedIn });
      say(`control: ${controlOverlaps} pairs of bookings overlap`);
      return {
        ok: faults.length === 0 && counts.booked > rounds && counts.refused > rounds && looks > 0,
        negativeControlFailed: controlOverlaps > 0,
        ...{ rounds, clients, looks, ...counts, controlOverlaps, faults: faults.slice(0, 10) },
      };
    } finally {
      for (const one of processes) await one.close();
      await stage.close();
    }
  },
};

interface Bed {
  stage: Stage;
  contexts: Ctx[];
  random: SeededRandom;
  hallId: string;
  organisationId: string;
  counts: { booked: number; refused: number; moved: number; moveRefused: number; cancelled: number };
  faults: string[];
  over: boolean;
}

async function prepare(stage: Stage, contexts: Ctx[], random: SeededRandom): Promise<Bed> {
  const [system] = contexts;
  if (system === undefined) throw new Error("no context");
  const { id: organisationId } = await transact(system, (tx) =>
    addOrganisation(tx, { parentId: null, name: "证明市总工会", kind: "city" }),
  );
  const about = { kind: "cinema" as const, address: "", contactPhone: "" };
  const place = await addPlace(system, { organisationId, name: "惠工影院", ...about });
  const { id: hallId } = await addHall(system, { placeId: place.id, name: "一号厅", turnaroundMinutes: 20 });
  const counts = { booked: 0, refused: 0, moved: 0, moveRefused: 0, cancelled: 0 };
  return { stage, contexts, random, hallId, organisationId, counts, faults: [], over: false };
}

/** Every round has a day of its own. */
const dayOfRound = (round: number) => Date.UTC(2030, 0, 1 + round);

/** A quarter to three hours, to begin at a quarter of an hour between eight and twenty o'clock. */
function wantedIn(random: SeededRandom, round: number): During {
  const from = dayOfRound(round) + (8 * 60 + 15 * random.below(48)) * minute;
  return { from: new Date(from), to: new Date(from + 15 * minute * (1 + random.below(12))) };
}

interface Client {
  ctx: Ctx;
  wanted: During;
  /** Where to move what was got, or "cancel", or nothing. */
  afterwards: During | "cancel" | undefined;
  /** What the client believes to have. */
  has?: { id: string; during: During };
}

/** All book at the same moment. In every second round some move or cancel at once what they have got. */
async function playRound(bed: Bed, round: number): Promise<void> {
  const { random, contexts } = bed;
  const still = round % 2 === 0;
  const everybody = Array.from({ length: clients }, (_, index): Client => {
    const ctx = contexts[index % contexts.length];
    if (ctx === undefined) throw new Error("no context");
    const move = random.chance(0.5);
    return {
      ctx,
      wanted: wantedIn(random, round),
      afterwards: still ? undefined : move ? wantedIn(random, round) : "cancel",
    };
  });
  const refused = (await Promise.all(everybody.map((client) => play(bed, client)))).flat();
  await judge(bed, round, everybody, still ? refused : []);
}

/** Gives the times that were refused. */
async function play(bed: Bed, client: Client): Promise<During[]> {
  const { ctx, wanted, afterwards } = client;
  const { hallId, organisationId, counts } = bed;
  const what = { hallId, organisationId, purpose: "meeting" as const, title: "会议" };
  const got = await answered(bed, wanted, () => bookHall(ctx, { ...what, during: wanted }));
  if (got === undefined) {
    counts.refused++;
    return [wanted];
  }
  counts.booked++;
  client.has = { id: got.id, during: wanted };
  if (afterwards === "cancel") {
    await cancelHallBooking(ctx, { bookingId: got.id, reason: "改期" });
    delete client.has;
    counts.cancelled++;
  } else if (afterwards !== undefined) {
    const moved = await answered(bed, afterwards, () =>
      moveHallBooking(ctx, { bookingId: got.id, during: afterwards }),
    );
    if (moved !== undefined) client.has.during = afterwards;
    counts[moved === undefined ? "moveRefused" : "moved"]++;
  }
  return [];
}

/** Runs an act; undefined when it was refused as it should be: the hall is named as taken, with the way out. */
async function answered<T>(bed: Bed, wanted: During, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "places.hall_taken") {
      // A refusal may find that the other has just given the time back; then it cannot say whose it was.
      const gone = error instanceof Problem && error.code === "places.hall_taken_by_other";
      const { freeFrom } = gone ? error.params : {};
      if (freeFrom !== wanted.from.toISOString()) bed.faults.push(`answered with ${String(error)}`);
      return undefined;
    }
    const at = (name: string) => Date.parse(String(error.params[name]));
    const overlaps = at("takenFrom") < wanted.to.getTime() + turnaround && wanted.from.getTime() < at("takenUntil");
    if (!overlaps) bed.faults.push("a refusal names what is not in the way");
    if (!(at("freeFrom") > wanted.from.getTime())) bed.faults.push("a refusal offers the time that it refuses");
    return undefined;
  }
}

const overlapping = `select count(*)::integer as pairs from places.booking a join places.booking b
  on a.hall_id = b.hall_id and a.id < b.id and a.starts_at < b.ends_at + interval '20 minutes'
    and b.starts_at < a.ends_at + interval '20 minutes'
  where a.state in ('requested', 'confirmed') and b.state in ('requested', 'confirmed') and a.starts_at >= $1`;

/** Looks for overlaps over and over while the clients are at it, by the times themselves and not by the constraint's range. */
async function watch(bed: Bed): Promise<number> {
  for (let looks = 0; ; looks++) {
    if (bed.over) return looks;
    const { rows } = await bed.stage.owner.query<{ pairs: number }>(overlapping, [new Date(dayOfRound(0))]);
    if (rows[0]?.pairs !== 0) bed.faults.push(`${rows[0]?.pairs} pairs overlap while they are at it`);
  }
}

/** What everybody was told is what is written, and nobody was refused for nothing. */
async function judge(bed: Bed, round: number, everybody: readonly Client[], refused: readonly During[]): Promise<void> {
  const { rows } = await bed.stage.owner.query<{ id: string; from: Date; to: Date }>(
    `select id, starts_at as from, ends_at as to from places.booking
     where state = 'confirmed' and starts_at >= $1 and starts_at < $2`,
    [new Date(dayOfRound(round)), new Date(dayOfRound(round + 1))],
  );
  const written = new Map(rows.map((row) => [row.id, row]));
  const have = everybody.flatMap(({ has }) => (has === undefined ? [] : [has]));
  if (have.length !== rows.length) bed.faults.push(`${have.length} have the hall, ${rows.length} are written`);
  for (const { id, during } of have) {
    const row = written.get(id);
    if (row?.from.getTime() !== during.from.getTime() || row.to.getTime() !== during.to.getTime())
      bed.faults.push(`a booking is not written as it was acknowledged`);
  }
  for (const { from, to } of refused) {
    const inTheWay = rows.some(
      (row) => row.from.getTime() < to.getTime() + turnaround && from.getTime() < row.to.getTime() + turnaround,
    );
    if (!inTheWay) bed.faults.push("somebody was refused a free time");
  }
}
