import assert from "node:assert/strict";
import { somebody } from "../../bench/register/names.ts";
import type { Browser } from "../browser.ts";
import { bringIn } from "../imports.ts";
import type { Scene } from "../stage.ts";
import { fileOfMembers, fileOfUnions, type Province, provinceAt } from "./rosters.ts";

/** The ends of two years: half of the unions stood by the first, all of them by the second. */
const days = ["2021-12-31", "2022-12-31"] as const;

interface Counts {
  organisations: number;
  newFormOrganisations: number;
  kinds: Record<string, number>;
  members: number;
  newForm: number;
  forms: Record<string, number>;
}

/** The unions and their members come in by import; how many there were of each kind and form is asked as of two days. */
export async function playCounts(
  scene: Scene,
  officer: Browser,
  { scale, say }: { scale: number; say(line: string): void },
): Promise<void> {
  const root = scene.city.city.id;
  const [first, ...others] = scene.city.counties;
  assert.ok(first !== undefined);
  const province = provinceAt(scale, [first, ...others]);
  const before = await Promise.all(days.map((day) => countsOn(officer, root, day)));
  const start = performance.now();
  const about = { organisationId: root, name: "新就业形态" };
  const unions = await bringIn(officer, { ...about, kind: "organisations", file: fileOfUnions(province) });
  const members = await bringIn(officer, { ...about, kind: "people", file: fileOfMembers(province) });
  assert.deepEqual([unions, members], [province.unions.length, province.members.length]);
  say(`1 : ${scale}: ${unions} unions and ${members} members brought in in ${seconds(start)} s`);

  for (const [at, day] of days.entries()) {
    const came = difference(await countsOn(officer, root, day), before[at]);
    assert.deepEqual(came, saidBy(province, day), `as of ${day}`);
  }
  const [early, late] = days.map((day) => saidBy(province, day));
  assert.ok(early !== undefined && late !== undefined && early.organisations < late.organisations);
  assert.ok(early.members > 0 && early.members < late.members, "the two days differ");
  await assertPastStays(officer, root);
}

const seconds = (start: number): number => Math.round((performance.now() - start) / 1000);

/** What the register says of a day. */
async function countsOn(officer: Browser, organisationId: string, day: string): Promise<Counts> {
  const query = `organisationId=${organisationId}&day=${day}`;
  const organisations = await officer.get(`/api/statistics/organisations?${query}`);
  const members = await officer.get(`/api/statistics/members?${query}`);
  return {
    ...{ organisations: organisations.total, newFormOrganisations: organisations.newForm },
    kinds: valuesOf(organisations, "kind", "organisations"),
    ...{ members: members.total.members, newForm: members.total.newForm },
    forms: valuesOf(members, "form", "members"),
  };
}

type Row = Record<string, number> & { value: string };
function valuesOf(of: { by: { dimension: string; values: Row[] }[] }, dimension: string, field: string) {
  const { values = [] } = of.by.find((one) => one.dimension === dimension) ?? {};
  return Object.fromEntries(values.map((row) => [row.value, row[field] ?? 0]));
}

function difference(after: Counts, before: Counts | undefined): Counts {
  assert.ok(before !== undefined);
  const less = (now: Record<string, number>, then: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(now)
        .map(([key, count]) => [key, count - (then[key] ?? 0)] as const)
        .filter(([, count]) => count !== 0),
    );
  return {
    organisations: after.organisations - before.organisations,
    newFormOrganisations: after.newFormOrganisations - before.newFormOrganisations,
    kinds: less(after.kinds, before.kinds),
    ...{ members: after.members - before.members, newForm: after.newForm - before.newForm },
    forms: less(after.forms, before.forms),
  };
}

/** What the files say of the same day: all of these unions are of new forms of work, and so are all of their members. */
function saidBy({ unions, members }: Province, day: string): Counts {
  const founded = unions.filter(({ foundedOn }) => foundedOn <= day);
  const joined = members.filter(({ joinedOn }) => joinedOn <= day);
  return {
    ...{ organisations: founded.length, newFormOrganisations: founded.length },
    kinds: tally(founded.map(({ kind }) => kind)),
    ...{ members: joined.length, newForm: joined.length },
    forms: tally(joined.map(({ form }) => form)),
  };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** A rider gets a contract today: today counts her otherwise, the years before as they were. */
async function assertPastStays(officer: Browser, root: string): Promise<void> {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [then, now] = await Promise.all([countsOn(officer, root, days[1]), countsOn(officer, root, today)]);
  const { items } = await officer.get(`/api/people?q=${somebody(0).idNumber}`);
  const changed = await officer.send("PATCH", `/api/people/${items[0].id}`, { body: { employmentForm: "standard" } });
  assert.equal(changed.status, 200);
  const after = await countsOn(officer, root, today);
  assert.deepEqual(
    [after.members, after.forms.platform, after.forms.standard],
    [now.members, (now.forms.platform ?? 0) - 1, (now.forms.standard ?? 0) + 1],
  );
  assert.deepEqual(await countsOn(officer, root, days[1]), then);
}
