import { type Member, makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import type { Seat } from "../server/engines/stock/index.ts";
import { transact } from "../server/kernel/context.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { openCap, publishRelease } from "../server/modules/releases/publish-release.ts";
import { type InProcess, inProcess } from "./in-process.ts";
import { type SeededRandom, sleep } from "./random.ts";

/** A union with two server processes of which now one, now the other is killed, and use cases beside them. */
export interface SeatWorld {
  stage: Stage;
  node: string;
  members: Member[];
  servers: ServerProcess[];
  desk: InProcess;
  kills: number;
  close(): Promise<void>;
}

export async function openSeatWorld(people: number): Promise<SeatWorld> {
  const stage = await openStage();
  const node = await makeNode(stage);
  const members = await makeMembers(stage, node, people);
  const servers = await Promise.all([stage.serve(), stage.serve()]);
  const desk = await inProcess(stage);
  const close = async () => {
    await desk.close();
    await stage.close();
  };
  return { stage, node, members, servers, desk, kills: 0, close };
}

export const portsOf = (world: SeatWorld) => world.servers.map((server) => server.port);

/** Ends one process without warning after a random moment, and starts another in its place. */
export async function killOne(world: SeatWorld, random: SeededRandom, within: number): Promise<void> {
  await sleep(random.below(within));
  const which = random.below(2);
  world.servers[which]?.kill();
  await world.servers[which]?.exited;
  world.servers[which] = await world.stage.serve();
  world.kills++;
}

/** One evening in a hall: its release, with a part that a union has chartered for people it names. */
export interface Showing {
  releaseId: string;
  seats: Seat[];
  chartered: number;
}

/** Seats of a hall with an aisle in the middle; the best are two thirds back. */
export const hallOf = (rows: number, cols: number): Seat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const row = Math.floor(index / cols) + 1;
    const place = (index % cols) + 1;
    const col = place > cols / 2 ? place + 1 : place;
    const best = Math.round(100 * Math.abs(row - rows * 0.66) + 10 * Math.abs(col - cols / 2));
    return { label: `${row}排${place}座`, row, col, best };
  });

export async function openShowing(world: SeatWorld, seats: Seat[], chartered: number): Promise<Showing> {
  const far = 3_600_000;
  const now = Date.now();
  const releaseId = uuidv7();
  await transact(world.desk.system, async (tx) => {
    const cap = await openCap(tx, { node: world.node, scope: "round", label: "每人一座", maxUnits: 1 });
    await publishRelease(tx, world.desk.secrets, {
      ...{ id: releaseId, node: world.node, kind: "seat", subjectId: uuidv7(), roundId: uuidv7(), title: "惠工影院" },
      ...{ mode: "grab", entryOpensAt: new Date(now - 1000), entryClosesAt: new Date(now + far) },
      ...{ opensAt: new Date(now + far), closesAt: new Date(now + 2 * far) },
      ...{ validFrom: new Date(now), validUntil: new Date(now + 3 * far) },
      ...{ capacity: seats.length, units: seats, caps: [cap], eligibility: [] },
      shares: [{ title: "包场", award: true, units: chartered, spillAt: new Date(now + 2 * far) }],
    });
  });
  return { releaseId, seats, chartered };
}

/** The window ends now; waits until the processes have served it and published the order. */
export async function endWindow(world: SeatWorld, { releaseId }: Showing): Promise<void> {
  await world.stage.owner.query(
    `update stock.quota set entry_closes_at = clock_timestamp(), opens_at = clock_timestamp() where id = any
      (array(select id from stock.quota where id = $1 or parent_id = $1 order by id for update))`,
    [releaseId],
  );
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const { rows } = await world.stage.owner.query<{ placed: boolean }>(
      "select placed_at is not null as placed from stock.quota where id = $1",
      [releaseId],
    );
    if (rows[0]?.placed) return;
    await sleep(50);
  }
  throw new Error("the window was not served");
}

/**
 * The negative control: the engine without looking whether a seat is somebody's, neither when one is named nor when one is given out.
 */
export async function leaveTheLookOut(stage: Stage): Promise<void> {
  const change = async (name: string, part: RegExp, instead: string) => {
    const { rows } = await stage.owner.query<{ source: string }>("select pg_get_functiondef($1::regproc) as source", [
      `stock.${name}`,
    ]);
    const source = rows[0]?.source ?? "";
    const changed = source.replace(part, instead);
    if (changed === source) throw new Error(`what to leave out of ${name} was not found`);
    await stage.owner.query(changed);
  };
  await change("take_units", /and u\.claim_id is null/g, "");
  await change("claim_batch", /u\.claim_id is not null or n\.nth > 1/, "n.nth > 1");
}
