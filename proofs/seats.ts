import pg from "pg";
import { changeSeats, moveSeat, returnClaim, swapSeats } from "../server/engines/stock/index.ts";
import { type Tx, transact } from "../server/kernel/context.ts";
import { Problem } from "../server/kernel/problem.ts";
import { awardRelease } from "../server/modules/releases/index.ts";
import { getJson, openAgent } from "./post.ts";
import type { Proof, ProofOptions } from "./proof.ts";
import { freshKey, type SeededRandom, seededRandom, shuffled, sleep } from "./random.ts";
import { doubledSeats, type Entered, lostClaims, type Order, orderFaults } from "./seats.check.ts";
import { enterAll, type Phones, pick } from "./seats.phones.ts";
import * as place from "./seats.world.ts";

interface Size {
  showings: number;
  rows: number;
  cols: number;
  people: number;
  acts: number;
  kills: number;
}
const sizes: Record<"full" | "short", Size> = {
  full: { showings: 6, rows: 20, cols: 30, people: 1500, acts: 3000, kills: 4 },
  short: { showings: 1, rows: 8, cols: 10, people: 160, acts: 300, kills: 1 },
};

export const seats: Proof = {
  shows:
    "wishes, picks, returns, exchanges, charters, halls that change and kill -9 at random: no seat twice, nobody lost, seated in the published order",
  run: async (options) => {
    const size = sizes[options.short ? "short" : "full"];
    const real = await play(options, size);
    options.say(`product: ${JSON.stringify(real)}`);
    const control = await play(options, { ...size, showings: 1, kills: 0 }, { safeguard: false });
    options.say(`control: ${JSON.stringify(control)}`);
    const ok =
      real.doubled === 0 && real.lost === 0 && real.untold === 0 && real.faults.length === 0 && real.granted > 0;
    return { ok, negativeControlFailed: control.doubled > 0, ...real, control };
  },
};

interface Found {
  showings: number;
  kills: number;
  entered: number;
  granted: number;
  returned: number;
  moved: number;
  reseated: number;
  refused: Record<string, number>;
  /** Most seats found with two people, or people without, at any look. */
  doubled: number;
  lost: number;
  untold: number;
  faults: string[];
}

async function play(options: ProofOptions, size: Size, { safeguard = true } = {}): Promise<Found> {
  const world = await place.openSeatWorld(size.people);
  const found: Found = {
    ...{ showings: size.showings, kills: 0, entered: 0, granted: 0, returned: 0, moved: 0, reseated: 0 },
    ...{ refused: {}, doubled: 0, lost: 0, untold: 0, faults: [] },
  };
  const agent = openAgent();
  try {
    if (!safeguard) await place.leaveTheLookOut(world.stage);
    for (let turn = 0; turn < size.showings; turn++) {
      const random = seededRandom(options.seed + turn);
      await playShowing({ world, random, agent }, { size, found });
      options.say(`showing ${turn + 1}: ${JSON.stringify(found)}`);
    }
    return { ...found, kills: world.kills };
  } finally {
    agent.destroy();
    await world.close();
  }
}

interface Telling {
  size: Size;
  found: Found;
}

async function playShowing(phones: Phones, { size, found }: Telling): Promise<void> {
  const { world } = phones;
  const showing = await place.openShowing(
    world,
    place.hallOf(size.rows, size.cols),
    Math.ceil((size.rows * size.cols) / 10),
  );
  const watcher = watch(world.stage.ownerUrl, showing.releaseId);
  const told = await playEvening(phones, showing, { size, found }).finally(async () => {
    found.doubled = Math.max(found.doubled, await watcher.stop());
  });
  const { lost, untold } = await lostClaims(world.stage.owner, showing.releaseId, told);
  found.lost += lost;
  found.untold += untold;
  found.granted += told.size;
  found.returned += [...told.values()].filter((state) => state === "returned").length;
}

/** The window, the draw and what comes after it; gives every claim that was told to somebody. */
async function playEvening(phones: Phones, showing: place.Showing, { size, found }: Telling) {
  const { world, random } = phones;
  const told = new Map<string, "live" | "returned">();
  const killing = size.kills > 0 ? place.killOne(world, random, 2000) : undefined;
  const [entered, awarded] = await Promise.all([enterAll(phones, showing), charter(phones, showing, told)]);
  await killing;
  const late = size.kills > 1 ? place.killOne(world, random, 300) : undefined;
  await place.endWindow(world, showing);
  await late;

  found.faults.push(...(await checkOrder(phones, showing, { entered, awarded })));
  for (const id of await claimIds(world, showing)) told.set(id, "live");
  found.entered += entered.length;
  await actAtRandom(phones, showing, { size, found, told });
  return told;
}

/** A union names people for the seats that it has chartered. */
async function charter(phones: Phones, showing: place.Showing, told: Map<string, "live" | "returned">) {
  const named = shuffled(phones.world.members, phones.random).slice(0, showing.chartered - 1);
  const awards = named.map(({ personId }) => ({ personId, key: freshKey() }));
  const outcomes = await transact(phones.world.desk.system, (tx) =>
    awardRelease(tx, showing.releaseId, { awards, reason: "包场" }),
  );
  for (const outcome of outcomes) if ("claimId" in outcome) told.set(outcome.claimId, "live");
  return new Set(named.map((member) => member.personId));
}

async function checkOrder(
  { world }: Phones,
  showing: place.Showing,
  given: { entered: Entered[]; awarded: ReadonlySet<string> },
): Promise<string[]> {
  const [member] = world.members;
  const [port] = place.portsOf(world);
  if (member === undefined || port === undefined) throw new Error("nobody is there to ask");
  const order = await getJson<Order>(port, `/api/releases/${showing.releaseId}/order`, member.cookie);
  return orderFaults(world.stage.owner, { showing, order, ...given });
}

async function claimIds({ stage }: place.SeatWorld, { releaseId }: place.Showing): Promise<string[]> {
  const { rows } = await stage.owner.query<{ id: string }>(
    "select c.id from stock.claim c join stock.quota q on q.id = c.quota_id where q.id = $1 or q.parent_id = $1",
    [releaseId],
  );
  return rows.map((row) => row.id);
}

/** Everything that can happen between the draw and the door, by 16 at once, while processes are killed. */
async function actAtRandom(
  phones: Phones,
  showing: place.Showing,
  { size, found, told }: Telling & { told: Map<string, "live" | "returned"> },
): Promise<void> {
  const { world, random } = phones;
  const live = () => [...told].filter(([, state]) => state === "live").map(([id]) => id);
  const kinds = ["pick", "pick", "pick", "return", "return", "move", "swap"] as const;
  const act = async () => {
    const kind = random.pick(kinds);
    const [claim, other] = [random.pick(live()), random.pick(live())];
    const { label } = random.pick(showing.seats);
    if (kind === "pick") {
      const picked = await pick(phones, showing, { member: random.pick(world.members), label });
      if (picked.outcome === "granted") told.set(picked.claimId, "live");
      else count(found.refused, picked.code);
      return;
    }
    if (claim === undefined || other === undefined) return;
    const code = await quietly(world, found, async (tx) => {
      if (kind === "return") await returnClaim(tx, claim, { reason: "member" });
      else if (kind === "move") await moveSeat(tx, claim, label);
      else await swapSeats(tx, claim, other);
    });
    if (code !== undefined) return count(found.refused, code);
    if (kind === "return") told.set(claim, "returned");
    else found.moved++;
  };
  const clients = Array.from({ length: 16 }, async () => {
    for (let turn = 0; turn < size.acts / 16; turn++) await act();
  });
  const changes = changeHall(world, showing, { found, random });
  const kills = (async () => {
    for (let kill = 2; kill < size.kills; kill++) await place.killOne(world, random, 800);
  })();
  await Promise.all([...clients, changes, kills]);
}

/** The hall is changed twice: the seats of the last column make room for others further out, then they come back. */
async function changeHall(
  world: place.SeatWorld,
  showing: place.Showing,
  { found, random }: { found: Found; random: SeededRandom },
): Promise<void> {
  const last = Math.max(...showing.seats.map((seat) => seat.col));
  const others = showing.seats.map((seat) =>
    seat.col === last ? { ...seat, label: `加${seat.row}座`, col: last + 2, best: seat.best + 500 } : seat,
  );
  for (const seatsNow of [others, showing.seats]) {
    await sleep(random.below(500));
    const code = await quietly(world, found, async (tx) => {
      found.reseated += (await changeSeats(tx, showing.releaseId, seatsNow)).length;
    });
    if (code !== undefined) count(found.refused, code);
  }
}

/** The code that work was refused with; undefined when it was done. Anything else is a fault of the engine and written down. */
async function quietly(
  world: place.SeatWorld,
  found: Found,
  work: (tx: Tx) => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await transact(world.desk.system, work);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    found.faults.push((error as Error).message);
    return "fault";
  }
}

const count = (counts: Record<string, number>, code: string) => {
  counts[code] = (counts[code] ?? 0) + 1;
};

/** Looks at the hall again and again, over a connection of its own; gives the worst that was seen. */
function watch(url: string, releaseId: string) {
  let worst = 0;
  let over = false;
  const db = new pg.Client({ connectionString: url });
  const running = (async () => {
    await db.connect();
    await db.query("set app.scope = '*'");
    while (!over) {
      worst = Math.max(worst, await doubledSeats(db, releaseId));
      await sleep(100);
    }
    worst = Math.max(worst, await doubledSeats(db, releaseId));
    await db.end();
  })();
  return {
    stop: async () => {
      over = true;
      await running;
      return worst;
    },
  };
}
