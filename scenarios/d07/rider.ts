import assert from "node:assert/strict";
import { checkOf } from "../../wire/resident-id.ts";
import type { Browser } from "../browser.ts";
import { membersOf } from "../figures.ts";
import { applyToJoin, takeIn } from "../joining.ts";
import type { Scene } from "../stage.ts";

/** One rider without an employer joins by phone and is counted once, though three unions serve her. */
export async function playRider(scene: Scene, officer: Browser): Promise<void> {
  const riders = await foundRidersUnion(scene, officer);
  const before = await membersOf(officer, scene.city.city.id);
  const phone = "13700020001";
  await apply(scene, { phone, unionId: riders });
  const personId = await takeIn(officer, riders);
  await serveByThree(scene, officer, { personId, riders });
  assert.equal(await membersOf(officer, riders), 1, "the riders' union counts her");
  assert.equal(await membersOf(officer, scene.city.city.id), before + 1, "and the city counts her once");
  await assertSignsIn(scene, { phone, personId });
}

/** A union of a county for riders, marked as one of new forms of work. */
async function foundRidersUnion(scene: Scene, officer: Browser): Promise<string> {
  const parentId = scene.city.counties[0]?.id;
  const about = { name: "江畔外卖骑手联合工会", kind: "industry", marks: ["delivery"] };
  const { id, newForm } = await officer.post("/api/organisations", { parentId, ...about });
  assert.equal(newForm, true);
  return id;
}

/** Three fields and a place; the union is proposed with its reason, and three working days run. */
async function apply(scene: Scene, { phone, unionId }: { phone: string; unionId: string }): Promise<void> {
  const first = "61099719880215123";
  const typed = { name: "罗小满", idNumber: first + checkOf(first), platformName: "美团" };
  const { proposals, clock } = await applyToJoin(scene, {
    ...{ phone, typed: { ...typed, districtId: scene.city.counties[0]?.id }, unionId },
  });
  const proposed = proposals.find((one) => one.id === unionId);
  assert.equal(proposed?.reason, "platform", "the riders' union is proposed, and why");
  assert.deepEqual([clock.kind, clock.state, clock.daysLeft], ["review", "on_time", 3]);
}

/** The station where she waits and the county where she lives serve her too. */
async function serveByThree(
  scene: Scene,
  officer: Browser,
  { personId, riders }: { personId: string; riders: string },
): Promise<void> {
  const [station, home] = [scene.city.unions[0]?.id, scene.city.counties[1]?.id];
  assert.ok(station !== undefined && home !== undefined);
  const stations = await membersOf(officer, station);
  const url = `/api/people/${personId}/affiliations`;
  await officer.post(url, { organisationId: station, basis: "workplace" });
  await officer.post(url, { organisationId: home, basis: "residence" });
  const twice = await officer.send("POST", url, { body: { organisationId: home, basis: "residence" } });
  assert.equal(twice.status, 422);
  const { memberships, employmentForm } = await officer.get(`/api/people/${personId}`);
  assert.equal(employmentForm, "platform");
  assert.equal(memberships.length, 3);
  const primary = memberships.filter((one: { primary: boolean }) => one.primary);
  assert.deepEqual(
    primary.map((one: { organisationId: string }) => one.organisationId),
    [riders],
  );
  assert.equal(await membersOf(officer, station), stations, "who serves does not count");
}

async function assertSignsIn(scene: Scene, { phone, personId }: { phone: string; personId: string }): Promise<void> {
  const rider = scene.stranger();
  const { demoCode: code } = await rider.post("/api/member/sign-in/codes", { phone });
  const me = await rider.post("/api/member/sign-in", { phone, code });
  assert.equal(me.personId, personId);
  assert.equal(me.unions.length, 3);
  assert.match(me.memberNumber, /^\d{10}$/);
}
