import { sql } from "kysely";
import pino from "pino";
import { makeMembers, makeNode, type Stage } from "../bench/stage.ts";
import { openSource } from "../server/engines/funds/index.ts";
import {
  createCap,
  createGrabDesk,
  createQuota,
  createServing,
  type GrabDesk,
  type Serving,
} from "../server/engines/stock/index.ts";
import { systemClock } from "../server/kernel/clock.ts";
import { type Ctx, transact } from "../server/kernel/context.ts";
import { connect } from "../server/kernel/database/db.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { loadSecrets, type Secrets } from "../server/kernel/secrets/secrets.ts";

/** The engine as two processes would run it, on one database. */
export interface World {
  system: Ctx;
  desks: GrabDesk[];
  servings: Serving[];
  secrets: Secrets;
  people: string[];
  node: string;
  sourceId: string;
  close(): Promise<void>;
}

export async function openWorld(stage: Stage): Promise<World> {
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const secrets = await loadSecrets({
    file: stage.secretsFile,
    createIfMissing: false,
    dataDir: stage.dataDir,
    requireOutside: false,
  });
  const node = await makeNode(stage);
  const people = (await makeMembers(stage, node, 60)).map((member) => member.personId);
  const databases = [connect(stage.appUrl, { max: 20 }), connect(stage.appUrl, { max: 20 })] as const;
  const system: Ctx = { db: databases[0].db, actor: { kind: "system", name: "proof" }, clock: systemClock, log };
  const desks = databases.map(({ pool }) => createGrabDesk({ pool, log }));
  for (const desk of desks) await desk.start();
  const servings = databases.map(({ pool }, index) =>
    createServing({ pool, log, secrets, snapshots: (desks[index] as GrabDesk).snapshots }),
  );
  const sourceId = await transact(system, (tx) =>
    openSource(tx, {
      node,
      name: "测试资金",
      year: 2026,
      budgetFen: 1_000_000_000,
      reference: { type: "proof", id: "1" },
    }),
  );
  return {
    system,
    desks,
    servings,
    secrets,
    people,
    node,
    sourceId,
    close: async () => {
      for (const serving of servings) await serving.stop();
      for (const desk of desks) await desk.stop();
      for (const database of databases) await database.close();
    },
  };
}

/** The quotas of one act of the play: small enough that everything runs out, short enough that everything ends. */
export interface Scene {
  quotas: string[];
  /** Those of them whose units have labels. */
  numbered: string[];
  /** Has an entry window that ends within the scene. */
  windowed: string;
  share: string;
  /** Its claims' valid days end within the scene. */
  brief: string;
  /** A hall, and the rows of it that a union has chartered for people whom it names. */
  house: string;
  charter: string;
}

/** The seats of rows of a small hall, the middle of each the best. */
const seatsOf = (rows: readonly number[]) =>
  rows.flatMap((row) =>
    Array.from({ length: 5 }, (_, index) => ({
      ...{ label: `${row}排${index + 1}座`, row, col: index + 1 },
      best: row * 10 + Math.abs(index - 2),
    })),
  );

/** Labels of the hall, those of the charter first. */
export const houseLabels: readonly string[] = seatsOf([1, 2, 3]).map(({ label }) => label);

const unitFen = 100;

export async function openScene(world: World): Promise<Scene> {
  const now = Date.now();
  const times = {
    opensAt: new Date(now - 1000),
    closesAt: new Date(now + 3_600_000),
    validFrom: new Date(now - 1000),
    validUntil: new Date(now + 3_600_000),
  };
  const base = {
    ...times,
    node: world.node,
    roundId: uuidv7(),
    mode: "first_come" as const,
    fund: { sourceId: world.sourceId, unitFen },
    holdSeconds: 1,
  };
  const window = { entryOpensAt: new Date(now - 1000), entryClosesAt: new Date(now + 600_000) };
  const scene = await transact(world.system, async (tx) => {
    const campaign = { id: uuidv7(), node: world.node, scope: "campaign" as const, label: "活动", maxUnits: 2 };
    const season = { id: uuidv7(), node: world.node, scope: "season" as const, label: "季", maxUnits: 3 };
    await createCap(tx, campaign);
    await createCap(tx, season);
    const [drawn, house] = [uuidv7(), uuidv7()] as const;
    const lot = { ...window, mode: "draw" as const, caps: [season.id, campaign.id] };
    const seats = { caps: [season.id] };
    const wholes = [
      { id: uuidv7(), capacity: 25 },
      { id: uuidv7(), capacity: 15, caps: [campaign.id], units: Array.from({ length: 15 }, (_, i) => `座${i + 1}`) },
      { ...lot, id: drawn, capacity: 12 },
      { id: uuidv7(), capacity: 20, caps: [season.id], validUntil: new Date(now + 600_000) },
      { ...seats, id: house, capacity: 5, units: seatsOf([3]) },
    ] as const;
    const shares = [
      { ...lot, id: uuidv7(), capacity: 8, parentId: drawn, spillAt: new Date(now - 500), waitingList: false },
      { ...seats, id: uuidv7(), capacity: 10, units: seatsOf([1, 2]), parentId: house, waitingList: false },
    ] as const;
    for (const quota of [...wholes, ...shares]) await createQuota(tx, world.secrets, { ...base, ...quota });
    const [share, charter] = [shares[0].id, shares[1].id];
    const numbered = [wholes[1].id, house, charter];
    const quotas = [...wholes, ...shares].map(({ id }) => id);
    return { quotas, numbered, windowed: drawn, share, brief: wholes[3].id, house, charter };
  });
  for (const desk of world.desks) await desk.snapshots.refresh();
  return scene;
}

/** Time passes for the scene: the window ends now. */
export async function endWindow(world: World, scene: Scene): Promise<void> {
  await transact(world.system, async (tx) => {
    // One row after the other, in the order of their ids, as every act of the engine locks them.
    for (const id of [scene.windowed, scene.share].sort())
      await sql`update stock.quota set entry_closes_at = clock_timestamp() where id = ${id}`.execute(tx.db);
  });
  for (const desk of world.desks) await desk.snapshots.refresh();
}

/** Time passes for the scene: the valid days of one quota are over. */
export async function endValidDays(world: World, scene: Scene): Promise<void> {
  await transact(world.system, async (tx) => {
    await sql`update stock.quota set valid_until = clock_timestamp() where id = ${scene.brief}`.execute(tx.db);
    await sql`update stock.claim set valid_until = clock_timestamp() where quota_id = ${scene.brief}`.execute(tx.db);
  });
}

/** Claims of these quotas in one of the states, to act upon; whoever comes second is refused by the engine. */
export async function someClaim(
  world: World,
  quotas: readonly string[],
  state: string,
  skip: number,
): Promise<string | undefined> {
  return transact(world.system, async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select id from stock.claim where quota_id = any (${[...quotas]}::uuid[]) and state = ${state}
      order by id offset ${skip} limit 1`.execute(tx.db);
    return rows[0]?.id;
  });
}
