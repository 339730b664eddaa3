import assert from "node:assert/strict";
import { type ServiceKind, serviceKinds } from "../../wire/service-kinds.ts";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";
import { type County, unionsBelow } from "./rosters.ts";

/** What was done, as whoever did it remembers; the register is asked for the same. */
export interface Done {
  kind: ServiceKind;
  /** The union that serves. */
  organisationId: string;
  count: number;
}

export const doneOf = (done: readonly Done[], unit: "visit" | "case"): number =>
  done.reduce((total, { kind, count }) => total + (serviceKinds[kind] === unit ? count : 0), 0);

interface Row {
  month: string;
  kind: ServiceKind;
  unit: "visit" | "case";
  count: number;
  organisation: { id: string };
}

type Counters = Record<string, number>;

/** Of this month, and of the one that it was when the scenario began. */
async function rowsOf(asker: Browser, organisationId: string, since: Date): Promise<Row[]> {
  const month = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
  const query = `organisationId=${organisationId}&from=${month(since)}&to=${month(new Date())}`;
  return (await asker.get(`/api/statistics/services?${query}`)).items;
}

function sum<T>(rows: readonly T[], key: (row: T) => string, count: (row: T) => number): Counters {
  const counters: Counters = {};
  for (const row of rows) counters[key(row)] = (counters[key(row)] ?? 0) + count(row);
  return counters;
}

const counted = (rows: readonly Row[]): Counters =>
  sum(
    rows,
    ({ organisation, kind }) => `${organisation.id} ${kind}`,
    ({ count }) => count,
  );

/** The city by its counties, each county by its unions, and 人次 and 件次 of all: no more and no less than was done. */
export async function assertServices(
  scene: Scene,
  { officer, counties, remembered, since }: { officer: Browser; counties: County[]; remembered: Done[]; since: Date },
): Promise<void> {
  const city = await rowsOf(officer, scene.city.city.id, since);
  const countyOf = new Map<string, string>();
  for (const { id } of counties) {
    countyOf.set(id, id);
    for (const union of (await unionsBelow(officer, id)).values()) countyOf.set(union, id);
  }
  const expected = (key: (one: Done) => string, done = remembered) =>
    sum(
      done,
      (one) => `${key(one)} ${one.kind}`,
      ({ count }) => count,
    );
  assert.deepEqual(
    counted(city),
    expected(({ organisationId }) => countyOf.get(organisationId) ?? "elsewhere"),
  );
  for (const unit of ["visit", "case"] as const) {
    const rows = city.filter((row) => row.unit === unit);
    assert.equal(
      sum(
        rows,
        () => "all",
        ({ count }) => count,
      ).all,
      doneOf(remembered, unit),
    );
  }
  for (const { id } of counties) {
    const own = remembered.filter(({ organisationId }) => countyOf.get(organisationId) === id);
    assert.deepEqual(
      counted(await rowsOf(officer, id, since)),
      expected(({ organisationId }) => organisationId, own),
    );
  }
  await assertOwnOnly(scene, counties, since);
}

/** The officer of the first county reads its counters, and is not told of the second. */
async function assertOwnOnly(scene: Scene, [own, other]: County[], since: Date): Promise<void> {
  assert.ok(own !== undefined && other !== undefined);
  const officer = await scene.staff("county");
  assert.ok((await rowsOf(officer, own.id, since)).length > 0);
  const month = since.toISOString().slice(0, 7);
  const url = `/api/statistics/services?organisationId=${other.id}&from=${month}&to=${month}`;
  assert.equal((await officer.send("GET", url)).status, 404);
}
