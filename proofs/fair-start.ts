import { createHash } from "node:crypto";
import { type GrabStage, grabStage } from "../bench/grab-stage.ts";
import { type Member, makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import { servingOrder } from "../server/engines/stock/index.ts";
import { alpha, bound, type Draw, deviation } from "./fairness.ts";
import { type Entering, enter, makePhones, type Phone } from "./phones.ts";
import { getJson, openAgent } from "./post.ts";
import type { Proof } from "./proof.ts";
import { freshKey, seededRandom, sleep } from "./random.ts";

interface Size {
  runs: number;
  phones: number;
  units: number;
  windowSeconds: number;
  slowLatency: number;
}
const sizes: Record<"full" | "short", Size> = {
  full: { runs: 5, phones: 3000, units: 300, windowSeconds: 40, slowLatency: 5000 },
  short: { runs: 1, phones: 600, units: 100, windowSeconds: 5, slowLatency: 800 },
};

interface Bed {
  stage: Stage;
  grab: GrabStage;
  members: Member[];
  servers: ServerProcess[];
  size: Size;
}

export const fairStart: Proof = {
  shows:
    "two processes loaded 10 : 1, one killed in the window, slow phones with loss: the published order holds for everyone acknowledged, and every kind of phone wins in proportion",
  run: async ({ seed, short, say }) => {
    const size = sizes[short ? "short" : "full"];
    const stage = await openStage();
    try {
      const node = await makeNode(stage);
      const members = await makeMembers(stage, node, size.phones);
      const grab = await grabStage(stage, node);
      const bed: Bed = { stage, grab, members, size, servers: await Promise.all([stage.serve(), stage.serve()]) };
      const runs = [];
      for (let run = 0; run < size.runs; run++) {
        const result = await fairRun(bed, seed + run);
        say(`run ${run + 1}, seed ${seed + run}: ${JSON.stringify(result)}`);
        runs.push(result);
      }
      const control = await queueRun(bed, seed);
      say(`control: ${JSON.stringify(control)}`);
      await grab.close();
      const slow = deviation(runs.map((run) => run.slow));
      const busy = deviation(runs.map((run) => run.busy));
      const faults = runs.flatMap((run) => run.faults);
      return {
        ok:
          faults.length === 0 &&
          Math.abs(slow) < bound &&
          Math.abs(busy) < bound &&
          runs.every((run) => run.acknowledged > 0),
        negativeControlFailed: control.acknowledgedLost > 0 || Math.abs(control.slowDeviation) >= bound,
        alpha,
        bound,
        slowDeviation: round(slow),
        busyDeviation: round(busy),
        faults,
        runs,
        control,
      };
    } finally {
      await stage.close();
    }
  },
};

/** Both processes as they are; the dead one is undefined until another has taken its place. */
interface Processes {
  ports: [number | undefined, number | undefined];
}

/** Everybody presses in the first part of the window, in the middle of which the busier process is killed and replaced. */
async function pressAll(
  bed: Bed,
  seed: number,
  path: string,
  opens: number,
): Promise<{ phones: Phone[]; told: (string | undefined)[] }> {
  const random = seededRandom(seed);
  const phones = makePhones(bed.members, random, bed.size.windowSeconds * 0.45);
  const processes: Processes = { ports: [bed.servers[0]?.port, bed.servers[1]?.port] };
  const network = { slowLatency: bed.size.slowLatency, loss: 0.2 };
  const entering: Entering = {
    ports: () => processes.ports,
    agent: openAgent(),
    random,
    network,
    path,
    opens,
    closes: opens + bed.size.windowSeconds * 1000,
  };
  const killing = sleep(opens + bed.size.windowSeconds * 250 - performance.now()).then(() =>
    replaceFirst(bed, processes),
  );
  const told = await Promise.all(phones.map((phone) => enter(phone, entering)));
  await killing;
  entering.agent.destroy();
  return { phones, told };
}

async function replaceFirst(bed: Bed, processes: Processes): Promise<void> {
  processes.ports = [undefined, processes.ports[1]];
  bed.servers[0]?.kill();
  await bed.servers[0]?.exited;
  bed.servers[0] = await bed.stage.serve();
  processes.ports = [bed.servers[0].port, processes.ports[1]];
}

interface Order {
  secret: string;
  secretHash: string;
  entries: [number, number][];
}

async function fairRun(bed: Bed, seed: number) {
  const { size, stage } = bed;
  const now = Date.now();
  const ends = new Date(now + 1500 + size.windowSeconds * 1000);
  const window = { mode: "draw" as const, entryOpensAt: new Date(now + 1000), entryClosesAt: ends, opensAt: ends };
  const releaseId = await bed.grab.publish({ capacity: size.units, ...window });
  const watcher = (bed.members[0] as Member).cookie;
  const port = () => bed.servers[1]?.port ?? 0;
  const before = await getJson<{ secretHash: string }>(port(), `/api/releases/${releaseId}`, watcher);
  const { phones, told } = await pressAll(bed, seed, `/api/releases/${releaseId}/entries`, performance.now() + 1500);
  await until(stage, releaseId);
  const order = await getJson<Order>(port(), `/api/releases/${releaseId}/order`, watcher);
  const { rows } = await stage.owner.query<{ number: number; place: number; person_id: string; won: boolean }>(
    `select e.number::integer, e.place, e.person_id, exists (select from stock.claim c where c.quota_id = e.quota_id and c.person_id = e.person_id and c.state = 'active') as won
     from stock.entry e where e.quota_id = $1`,
    [releaseId],
  );
  const faults = faultsOf({ before: before.secretHash, order, rows, units: size.units, phones, told });
  const byPerson = new Map(rows.map((row) => [row.person_id, row]));
  const draw = (of: (phone: Phone) => boolean): Draw => ({
    population: rows.length,
    winners: rows.filter((row) => row.won).length,
    ofKind: phones.filter((phone) => of(phone) && byPerson.has(phone.member.personId)).length,
    winnersOfKind: phones.filter((phone) => of(phone) && byPerson.get(phone.member.personId)?.won === true).length,
  });
  return {
    acknowledged: told.filter((one) => one !== undefined).length,
    entries: rows.length,
    slow: draw((phone) => phone.kind === "slow"),
    busy: draw((phone) => phone.home === 0),
    faults,
  };
}

interface Outcome {
  before: string;
  order: Order;
  rows: { number: number; place: number; person_id: string; won: boolean }[];
  units: number;
  phones: Phone[];
  told: (string | undefined)[];
}

/** The published order, recomputed as a phone would, against what was told before, acknowledged during and given after. */
function faultsOf({ before, order, rows, units, phones, told }: Outcome): string[] {
  const faults: string[] = [];
  const secret = Buffer.from(order.secret, "hex");
  if (createHash("sha256").update(secret).digest("hex") !== before)
    faults.push("the secret is not the one whose hash was published");
  const places = new Map(
    servingOrder(
      secret,
      order.entries.map(([number, weight]) => ({ number, weight })),
    ).map((number, index) => [number, index + 1]),
  );
  for (const row of rows) {
    if (places.get(row.number) !== row.place)
      faults.push(`entry ${row.number} has place ${row.place}, the order says ${places.get(row.number)}`);
    if (row.won !== row.place <= units) faults.push(`place ${row.place} ${row.won ? "won" : "lost"}`);
  }
  const byPerson = new Map(rows.map((row) => [row.person_id, row.number]));
  for (const [index, body] of told.entries()) {
    if (body === undefined) continue;
    const { entryNumber } = JSON.parse(body) as { entryNumber: number };
    if (byPerson.get(phones[index]?.member.personId ?? "") !== entryNumber)
      faults.push(`acknowledged entry ${entryNumber} is not in the list`);
  }
  return faults;
}

async function until(stage: Stage, releaseId: string): Promise<void> {
  for (let wait = 0; wait < 1200; wait++) {
    const { rows } = await stage.owner.query<{ done: boolean }>(
      "select placed_at is not null as done from stock.quota where id = $1",
      [releaseId],
    );
    if (rows[0]?.done) return;
    await sleep(50);
  }
  throw new Error("the window was not served");
}

/** The negative control: each process keeps its own queue in memory and serves the first of it, half of the units each. */
async function queueRun(bed: Bed, seed: number) {
  const releaseId = freshKey();
  const path = `/api/bench/queue/${releaseId}`;
  const { phones, told } = await pressAll(bed, seed, path, performance.now() + 200);
  const queues = await Promise.all(bed.servers.map((server) => getJson<{ people: string[] }>(server.port, path, "")));
  const entered = new Set(queues.flatMap((queue) => queue.people));
  const won = new Set(queues.flatMap((queue) => queue.people.slice(0, bed.size.units / 2)));
  const slow = phones.filter((phone) => phone.kind === "slow").map((phone) => phone.member.personId);
  const acknowledged = phones.filter((_, index) => told[index] !== undefined).map((phone) => phone.member.personId);
  const draw: Draw = {
    population: entered.size,
    winners: won.size,
    ofKind: slow.filter((id) => entered.has(id)).length,
    winnersOfKind: slow.filter((id) => won.has(id)).length,
  };
  return {
    acknowledgedLost: acknowledged.filter((id) => !entered.has(id)).length,
    slowDeviation: round(deviation([draw])),
    slow: draw,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
