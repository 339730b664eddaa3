import { buildApp } from "../server/app.ts";
import {
  type Asker,
  type Cell,
  isOfStaff,
  judge,
  memberCell,
  openAsker,
  staffCell,
  strangerCell,
} from "./access.cells.ts";
import { brokenRights, brokenRoutes } from "./access.control.ts";
import { holdTheWorld } from "./access.hold.ts";
import { duties, memberRelations, relations } from "./access.model.ts";
import { findLeaks, leaksWithout } from "./access.rows.ts";
import { type AccessWorld, openAccessWorld } from "./access.world.ts";
import type { Proof } from "./proof.ts";
import { type SeededRandom, seededRandom } from "./random.ts";

export const access: Proof = {
  shows:
    "every route, asked by every duty from every side (own, above, below, beside, linked, over, none) and by members, tills and doors, answers as the written policy says; without any check of the app no row of a city comes to light",
  run: async ({ seed, short, say }) => {
    const random = seededRandom(seed);
    const world = await openAccessWorld();
    const asker = openAsker(world.server.app, world);
    const all = everyCell(asker);
    const cells = short ? some(all, random) : all;
    const sides = sidesOfBroken(random);
    // Accounts are made before: what is held keeps nothing.
    for (const { cookie } of cells) await cookie();
    for (const { duty, relation } of Object.values(sides).flat()) await world.staff(duty, relation);
    const release = holdTheWorld();
    try {
      say(`${asker.routes.length} routes, ${all.length} cells, ${cells.length} asked`);
      const faults = await judgeAll(asker, cells, say);
      const rows = await findLeaks(world);
      say(`${rows.tables} tables, ${rows.rows} rows of the city, ${rows.leaks.length} leaks`);
      const control = await controls(world, sides, { random, short });
      say(`control: ${JSON.stringify(control)}`);
      return {
        ok: faults.length === 0 && rows.leaks.length === 0 && rows.rows > 200 && rows.tables > 100,
        negativeControlFailed: control.routesMissed.length === 0 && control.tablesMissed.length === 0,
        ...{ routes: asker.routes.length, cells: cells.length, wrong: faults.length, tables: rows.tables },
        ...{ questionsOfRows: rows.asked, rowsOfCity: rows.rows, leaked: rows.leaks.length, control },
        faults: [...faults.slice(0, 60), ...rows.leaks.slice(0, 60)],
      };
    } finally {
      release();
      await world.close();
    }
  },
};

function everyCell(asker: Asker): Cell[] {
  const { routes, world } = asker;
  const entrances = { member: world.members.self, till: world.elsewhere.till, door: world.elsewhere.door };
  return routes.flatMap((route) => {
    if (route.access === "public") return [];
    const nobody = strangerCell(route, "nobody", "");
    if (isOfStaff(route))
      return [
        nobody,
        ...Object.entries(entrances).map(([who, cookie]) => strangerCell(route, who, cookie)),
        ...Object.keys(duties).flatMap((duty) =>
          relations.map((relation) => staffCell(asker, route, { duty, relation })),
        ),
      ];
    const staff = strangerCell(route, "staff", world.chief);
    if (route.access === "member")
      return [nobody, staff, ...memberRelations.map((relation) => memberCell(asker, route, relation))];
    const entrance = route.access === "door" ? "door" : "till";
    return [nobody, staff, strangerCell(route, `${entrance} of another city`, world.elsewhere[entrance])];
  });
}

/** Every route by some, and every duty from every side, drawn anew with each seed. */
function some(cells: readonly Cell[], random: SeededRandom): Cell[] {
  const byRoute = Map.groupBy(cells, ({ route }) => route.operation.operationId);
  const perRoute = 2;
  return [...byRoute.values()].flatMap((those) =>
    Array.from({ length: Math.min(perRoute, those.length) }, () => those[random.below(those.length)] ?? []).flat(),
  );
}

async function judgeAll(asker: Asker, cells: readonly Cell[], say: (line: string) => void): Promise<string[]> {
  const faults: string[] = [];
  for (const [at, cell] of cells.entries()) {
    const fault = await judge(asker, cell);
    if (fault !== undefined) faults.push(fault);
    if (at % 10_000 === 9999) say(`  ${at + 1} asked, ${faults.length} wrong`);
  }
  return faults;
}

/** The same questions to an app in which some routes look at nothing, and to tables without their row level security. */
async function controls(world: AccessWorld, sides: Sides, { random, short }: { random: SeededRandom; short: boolean }) {
  const app = await buildApp(world.server.runtime, { extra: brokenRoutes });
  await app.ready();
  const asker = openAsker(app, world);
  const broken = asker.routes.filter(({ path }) => path.includes("/broken"));
  const routesMissed: string[] = [];
  for (const route of broken) {
    const cells = (sides[route.access] ?? []).map((by) => staffCell(asker, route, by));
    const faults = await judgeAll(asker, cells, () => undefined);
    if (faults.length === 0) routesMissed.push(route.operation.operationId);
  }
  await app.close();
  const { tables, missed, rows } = await leaksWithout(world, short ? 3 : Number.POSITIVE_INFINITY, random);
  return { brokenRoutes: broken.length, routesMissed, tablesOpened: tables, tablesMissed: missed, rowsLeaked: rows };
}

type Sides = Record<string, { duty: string; relation: (typeof relations)[number] }[]>;

/** For each right of a broken route one duty that carries it, from every side. */
function sidesOfBroken(random: SeededRandom): Sides {
  const sides = brokenRights.map((right) => {
    const carriers = Object.keys(duties).filter((duty) => duties[duty]?.includes(right));
    const duty = random.pick(carriers);
    return [right, relations.map((relation) => ({ duty, relation }))] as const;
  });
  return Object.fromEntries(sides);
}
