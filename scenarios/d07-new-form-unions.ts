import assert from "node:assert/strict";
import { checkOf } from "../wire/resident-id.ts";
import type { Browser } from "./browser.ts";
import type { Scenario } from "./scenario.ts";
import { openScene, type Scene } from "./stage.ts";

/**
 * Field case D07: unions for new forms of work (11,400 of them in the province, 1.54 million members at the end of 2022); here one, with
 * riders who have no employer. A rider joins by phone, the union is proposed, taken in within the clock, and counted once
 * though three unions serve her. At 1 : 10,000.
 */
export const d07NewFormUnions: Scenario = {
  case: "D07",
  name: "d07-new-form-unions",
  play: async () => {
    const scene = await openScene(200);
    try {
      const officer = await scene.staff("maker");
      const riders = await foundRidersUnion(scene, officer);
      const before = await membersOf(officer, scene.city.city.id);
      const phone = "13700020001";
      await applyByPhone(scene, { phone, unionId: riders });
      const personId = await takeIn(officer, riders);
      await serveByThree(scene, officer, { personId, riders });
      assert.equal(await membersOf(officer, riders), 1, "the riders' union counts her");
      assert.equal(await membersOf(officer, scene.city.city.id), before + 1, "and the city counts her once");
      await assertSignsIn(scene, { phone, personId });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};

const membersOf = async (officer: Browser, id: string): Promise<number> =>
  (await officer.get(`/api/organisations/${id}`)).members;

/** A union of a county for riders, marked as one of new forms of work. */
async function foundRidersUnion(scene: Scene, officer: Browser): Promise<string> {
  const parentId = scene.city.counties[0]?.id;
  const about = { name: "江畔外卖骑手联合工会", kind: "industry", marks: ["delivery"] };
  const { id, newForm } = await officer.post("/api/organisations", { parentId, ...about });
  assert.equal(newForm, true);
  return id;
}

/** Three fields and a place; the union is proposed with its reason, and three working days run. */
async function applyByPhone(scene: Scene, { phone, unionId }: { phone: string; unionId: string }): Promise<void> {
  const rider = scene.stranger();
  const { demoCode: code } = await rider.post("/api/joining/codes", { phone });
  const begun = await rider.post("/api/joining/phone", { phone, code });
  assert.equal(begun.state, "draft");
  const first = "61099719880215123";
  const districtId = scene.city.counties[0]?.id;
  const typed = { name: "罗小满", idNumber: first + checkOf(first), platformName: "美团", districtId };
  await rider.send("PATCH", "/api/joining/draft", { body: typed });
  const { items } = await rider.get("/api/joining/proposals");
  const proposed = items.find((one: { id: string }) => one.id === unionId);
  assert.equal(proposed?.reason, "platform", "the riders' union is proposed, and why");
  const chosen = await rider.send("PATCH", "/api/joining/draft", { body: { organisationId: unionId } });
  assert.equal(chosen.status, 200);
  const sent = await rider.post("/api/joining/submit", { consent: begun.consent });
  assert.equal(sent.state, "waiting");
  assert.deepEqual([sent.clock.kind, sent.clock.state, sent.clock.daysLeft], ["review", "on_time", 3]);
}

async function takeIn(officer: Browser, unionId: string): Promise<string> {
  const { items } = await officer.get(`/api/staff/joining?organisationId=${unionId}`);
  assert.equal(items.length, 1);
  assert.equal(items[0].clock.state, "on_time", "within the clock, which both sides see");
  const url = `/api/staff/joining/${items[0].id}`;
  const done = await officer.post(`${url}/approve`, { revision: 1, verified: true });
  assert.equal(done.state, "approved");
  assert.equal(done.idMasked, "", "the number is in her file now, and nowhere else");
  return done.personId;
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
