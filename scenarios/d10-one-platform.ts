import assert from "node:assert/strict";
import { somebody } from "../bench/register/names.ts";
import type { Browser } from "./browser.ts";
import { signInAs } from "./d10/members.ts";
import { type County, rosterOf, unionOf } from "./d10/rosters.ts";
import { playServices } from "./d10/services.ts";
import { membersOf } from "./figures.ts";
import { commit, review, type Sheet } from "./imports.ts";
import type { Scenario } from "./scenario.ts";
import { openScene, type Scene } from "./stage.ts";

const provinceMembers = 7_300_000;
const usualScale = 2000;
const membersOfACounty = 73_000;
const fewestCounties = 2;

/**
 * Field case D10: one platform for a whole province, 7.3 million members, brought in by import, county by county. At 1 : 2000 with two
 * counties; `--scale 1` plays it with all of them and a hundred counties. A city stands for the province. One member is one record whichever
 * county sends them, counters agree on every level, and each county sees its own.
 */
export const d10OnePlatform: Scenario = {
  case: "D10",
  name: "d10-one-platform",
  play: async ({ scale = usualScale, say }) => {
    const members = Math.round(provinceMembers / scale);
    const scene = await openScene(60);
    try {
      const officer = await scene.staff("maker");
      const before = await membersOf(officer, scene.city.city.id);
      const counties = await foundCounties(scene, members);
      for (const county of counties) await bringIn(officer, county, say);
      await assertCounted(scene, officer, { counties, members, before });
      await assertOneRecord(officer, counties);
      await assertSeesOwn(scene, counties);
      await assertSignsIn(scene, counties);
      await playServices(scene, { counties, scale, say });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};

async function foundCounties({ staff, city }: Scene, members: number): Promise<County[]> {
  const officer = await staff("maker");
  const count = Math.max(fewestCounties, Math.round(members / membersOfACounty));
  const counties: County[] = [];
  for (let at = 0; at < count; at++) {
    const name = `第${at + 1}县`;
    const { id } = await officer.post("/api/organisations", {
      parentId: city.city.id,
      name: `${name}总工会`,
      kind: "county",
    });
    const share = (of: number) => Math.floor((members * of) / count);
    counties.push({ id, name, from: share(at), to: share(at + 1) });
  }
  return counties;
}

const sheetOf = ({ id, name }: County, file: Blob): Sheet => ({ kind: "people", organisationId: id, name, file });

async function bringIn(officer: Browser, county: County, say: (line: string) => void): Promise<void> {
  const start = performance.now();
  const people = county.to - county.from;
  const { id, counts } = await review(officer, sheetOf(county, rosterOf(county)));
  const reviewed = performance.now();
  assert.equal(counts.refused, 0);
  const done = await commit(officer, id);
  assert.equal(done.counts.applied + done.counts.conflict, people, "everybody of the file");
  assert.equal(done.counts.conflict, 0);
  const seconds = [reviewed - start, performance.now() - reviewed].map((millis) => Math.round(millis / 1000));
  say(`${county.name}: ${people} members, read and checked in ${seconds[0]} s, committed in ${seconds[1]} s`);
}

/** The counters of every level are those of the files. */
async function assertCounted(
  { city }: Scene,
  officer: Browser,
  { counties, members, before }: { counties: County[]; members: number; before: number },
): Promise<void> {
  assert.equal(await membersOf(officer, city.city.id), before + members);
  for (const { id, from, to } of counties) assert.equal(await membersOf(officer, id), to - from);
}

/** Who is in two counties' files is one person, and a file that comes twice changes nothing. */
async function assertOneRecord(officer: Browser, [first, second]: County[]): Promise<void> {
  assert.ok(first !== undefined && second !== undefined);
  const people = { ...second, to: second.from + 50 };
  const known = [first.from + 3, first.from + 4];
  const { id, counts } = await review(officer, sheetOf(second, rosterOf(people, known)));
  assert.equal(counts.insert, 0, "nobody twice");
  assert.equal(counts.unchanged, 50);
  for (const at of known) {
    const { items } = await officer.get(`/api/people?q=${somebody(at).idNumber}`);
    assert.equal(items.length, 1);
  }
  await officer.post(`/api/staff/imports/${id}/withdraw`);
}

/** The officer of a county finds its people by name, number and union, and nobody else's. */
async function assertSeesOwn(scene: Scene, [own, other]: County[]): Promise<void> {
  assert.ok(own !== undefined && other !== undefined);
  const admin = await scene.staff("admin");
  const accountId = scene.city.staff.find(({ role }) => role === "county")?.accountId;
  await admin.post(`/api/staff-accounts/${accountId}/duties`, { duty: "people.officer", organisationId: own.id });
  const officer = await scene.staff("county");
  const [mine, theirs] = [somebody(own.from + 7), somebody(other.from + 7)];
  const found = await officer.get(`/api/people?q=${mine.phone.slice(3)}`);
  assert.equal(found.items[0]?.name, mine.surname + mine.given);
  assert.equal((await officer.get(`/api/people?q=${theirs.idNumber}`)).items.length, 0);
  const named = await officer.get(`/api/people?limit=100&q=${encodeURIComponent(mine.surname)}`);
  assert.ok(named.items.length > 0);
  const unions = new Set(
    named.items.flatMap((one: { unions: { name: string }[] }) => one.unions.map(({ name }) => name)),
  );
  for (const name of unions) assert.match(String(name), new RegExp(`^${own.name}`));
  const [union] = (await officer.get(`/api/organisations?parent=${own.id}`)).items;
  assert.equal(union?.name, unionOf(own, 0));
  assert.ok((await officer.get(`/api/people?organisationId=${union.id}`)).items.length > 0);
}

/** A member of the last file signs in by phone, says who they are, and is served. */
async function assertSignsIn(scene: Scene, counties: County[]): Promise<void> {
  const last = counties.at(-1);
  assert.ok(last !== undefined);
  const browser = await signInAs(scene, last.to - 1);
  assert.equal((await browser.get("/api/member/me")).unions.length, 1);
  assert.ok((await browser.post("/api/member/code", { purpose: "identify" })).code.length > 0);
}
