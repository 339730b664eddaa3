import pg from "pg";
import { openStage, type Stage } from "../bench/stage.ts";
import { type Violation, violations } from "./conservation.check.ts";
import { emptyTally, runOne, type Tally } from "./conservation.commands.ts";
import { endValidDays, endWindow, openScene, openWorld } from "./conservation.world.ts";
import type { Proof, ProofOptions } from "./proof.ts";
import { seededRandom, sleep } from "./random.ts";

const clients = 32;

export const conservation: Proof = {
  shows:
    "random commands of 32 clients: units, claims, caps and money agree at every instant, and in the end with what was acknowledged",
  run: async (options) => {
    const commands = options.short ? 1500 : 50_000;
    const real = await play(options, { commands });
    options.say(`product: ${JSON.stringify(real)}`);
    const control = await play(options, { commands: 9000, prepare: leaveTheLockOut, untilBroken: true });
    options.say(`control: ${JSON.stringify(control)}`);
    const ok =
      real.violations.length === 0 && real.disagreements.length === 0 && real.faults.length === 0 && real.checks > 0;
    return { ok, negativeControlFailed: control.violations.length > 0, ...real, control };
  },
};

interface Playing {
  commands: number;
  prepare?: (stage: Stage) => Promise<void>;
  /** Ends as soon as a law was broken. */
  untilBroken?: boolean;
}

interface Played {
  commands: number;
  checks: number;
  tally: Tally;
  violations: Violation[];
  /** Where the model (acknowledged acts) and the database differ in the end. */
  disagreements: string[];
  faults: string[];
}

async function play(options: ProofOptions, given: Playing): Promise<Played> {
  const stage = await openStage();
  const world = await openWorld(stage);
  await given.prepare?.(stage);
  const watcher = watch(stage);
  const tally = emptyTally();
  const faults = new Map<string, number>();
  const onFault = (error: Error) => void faults.set(error.message, (faults.get(error.message) ?? 0) + 1);
  try {
    const perScene = 1500;
    for (let done = 0; done < given.commands && !(given.untilBroken && watcher.broken()); done += perScene) {
      const scene = await openScene(world);
      const client = async (index: number) => {
        const random = seededRandom(options.seed + done * 1000 + index);
        const turns = Math.ceil(perScene / clients);
        for (let turn = 0; turn < turns; turn++) {
          if (index === 0 && turn === Math.floor(turns / 3)) await endWindow(world, scene);
          if (index === 0 && turn === Math.floor(turns / 2)) await endValidDays(world, scene);
          await runOne({ world, scene, random, tally, onFault }, turn > turns / 2);
        }
      };
      await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
    }
    const found = await watcher.stop();
    const disagreements = await compare(stage, tally);
    return {
      commands: given.commands,
      ...found,
      tally,
      disagreements,
      faults: [...faults].map(([message, times]) => `${times} × ${message}`),
    };
  } finally {
    await watcher.stop();
    await world.close();
    await stage.close();
  }
}

/** Asks for the laws again and again while the clients are at it, and once when they have ended. */
function watch(stage: Stage) {
  const seen = new Map<string, Violation>();
  let checks = 0;
  let over = false;
  const db = new pg.Client({ connectionString: stage.ownerUrl });
  const check = async () => {
    for (const violation of await violations(db)) seen.set(violation.law, seen.get(violation.law) ?? violation);
    checks++;
  };
  const running = (async () => {
    await db.connect();
    await db.query("set app.scope = '*'");
    while (!over) {
      await check();
      await sleep(50);
    }
    await check();
    await db.end();
  })();
  return {
    broken: () => seen.size > 0,
    stop: async () => {
      over = true;
      await running;
      return { checks, violations: [...seen.values()] };
    },
  };
}

/** The model: what was acknowledged must be what is written, act by act. */
async function compare(stage: Stage, tally: Tally): Promise<string[]> {
  const { rows } = await stage.owner.query<Record<string, number>>(`
    select count(*) filter (where source = 'claim')::integer as claimed,
      count(*) filter (where source = 'award')::integer as awarded, count(*) filter (where source = 'entry')::integer as served,
      count(*) filter (where source = 'hold')::integer as held, count(*) filter (where state = 'returned')::integer as returned,
      count(*) filter (where source in ('hold', 'offer') and number is not null)::integer as confirmed,
      count(*) filter (where state = 'redeemed')::integer as redeemed,
      count(*) filter (where state = 'lapsed')::integer as lapsed
    from stock.claim`);
  const written = rows[0] ?? {};
  const expected: Record<string, number> = {
    claimed: tally.claimed,
    awarded: tally.awarded + tally.chartered,
    served: tally.served,
    held: tally.held,
    returned: tally.returned,
    confirmed: tally.confirmed,
    redeemed: tally.redeemed - tally.undone - tally.clawedBack - tally.reissued,
    lapsed: tally.lapsed + tally.clawedBack,
  };
  return Object.entries(expected).flatMap(([what, count]) =>
    written[what] === count ? [] : [`${what}: acknowledged ${count}, written ${written[what]}`],
  );
}

/** The negative control: the engine's batch without the lock on the quota's row, and without the constraint behind it. */
async function leaveTheLockOut(stage: Stage): Promise<void> {
  const { rows } = await stage.owner.query<{ source: string }>(
    "select pg_get_functiondef(oid) as source from pg_proc where proname = 'claim_batch' and pronamespace = 'stock'::regnamespace",
  );
  const source = rows[0]?.source ?? "";
  const unlocked = source.replace("where id = p_quota for update", "where id = p_quota");
  if (unlocked === source) throw new Error("the lock to leave out was not found");
  await stage.owner.query(unlocked);
  await stage.owner.query("alter table stock.quota drop constraint quota_never_oversold");
  await stage.owner.query("drop index stock.claim_number");
}
