import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import { commit, fileOf, review, type Sheet } from "../imports.ts";
import type { Scene } from "../stage.ts";
import { type Cinema, seats } from "./cinema.ts";

interface Person {
  memberNumber: string;
  phoneMasked: string;
}

/** The end of a masked number says which of the demo's members it is. */
const indexOf = ({ phoneMasked }: Person) => Number(phoneMasked.slice(-4)) - 1;

/** 包场: a county is told that it has a house, hands in who of its members come, and the cinema lets them in; nobody else gets a seat. */
export async function playCharter(scene: Scene, { cinema, id }: { cinema: Cinema; id: string }): Promise<void> {
  const officer = await scene.staff("county");
  const { items: waiting } = await officer.get("/api/staff/waiting");
  assert.ok(waiting.some((one: { type: string; id: string }) => one.type === "charter" && one.id === id));
  const { items: houses } = await officer.get("/api/staff/activities/charters");
  assert.deepEqual(
    houses.map((house: { id: string; counts: object }) => [house.id, house.counts]),
    [[id, { seats, holders: 0, entered: 0, returned: 0, listed: 0 }]],
  );

  const own: Person[] = (await officer.get("/api/people?limit=100")).items;
  // Those who have signed in for the grab come last.
  own.sort((a, b) => indexOf(b) - indexOf(a));
  assert.ok(own.length > seats, "more members than seats");
  const other = await memberElsewhere(scene, own);
  const brought = await review(officer, listOf(id, [other, ...own.slice(0, seats + 1)]));
  assert.deepEqual([brought.counts.insert, brought.counts.refused], [seats, 2]);
  const { items: refused } = await officer.get(`/api/staff/imports/${brought.id}/lines?outcome=refused`);
  assert.deepEqual(
    refused.map((line: { defects: { code: string }[] }) => line.defects[0]?.code),
    ["door.not_of_union", "door.house_full"],
  );
  await commit(officer, brought.id);

  // Another officer of that county, who keeps its register alone, and a city that it is nobody's house for: not theirs.
  const keeper = await scene.staff("organiser");
  assert.equal((await keeper.send("GET", `/api/staff/activities/charters/${id}`)).status, 403);
  await enterGuests(scene, { cinema, id, officer, guests: own.slice(0, seats) });
}

/** Somebody of the city who is no member of this county. */
async function memberElsewhere(scene: Scene, own: readonly Person[]): Promise<Person> {
  const numbers = new Set(own.map((one) => one.memberNumber));
  const { items } = await (await scene.staff("maker")).get("/api/people?limit=100");
  const other = items.find((one: Person) => !numbers.has(one.memberNumber));
  assert.ok(other);
  return other;
}

function listOf(subjectId: string, people: readonly Person[]): Sheet {
  const rows = [
    "会员编号,座位",
    ...people.map(({ memberNumber }, at) => `${memberNumber},${at === 1 ? "2排4座" : ""}`),
  ];
  return { kind: "charter_list", subjectId, name: "包场名单", file: fileOf(rows) };
}

interface Evening {
  cinema: Cinema;
  id: string;
  officer: Browser;
  guests: readonly Person[];
}

/** The first shows the ticket, the others are found in the list; two stay away. The county and the cinema read the same figures. */
async function enterGuests(scene: Scene, { cinema, id, officer, guests }: Evening): Promise<void> {
  const [first] = guests;
  assert.ok(first);
  const member = await scene.member(indexOf(first));
  const [claimId] = (await member.get(`/api/activities/sessions/${id}`)).tickets;
  assert.equal((await member.get(`/api/activities/tickets/${claimId}`)).seat.label, "2排4座");

  const { pairingCode } = await cinema.maker.post(`/api/staff/activities/sessions/${id}/door-codes`);
  const door = scene.stranger();
  await door.post("/api/door/pair", { pairingCode, name: "二号厅" });
  const { code } = await member.post("/api/member/code", { purpose: "enter", claimId });
  const url = `/api/door/sessions/${id}/entries`;
  await door.post(url, { code }, true);
  const { holders } = await door.get(`/api/door/sessions/${id}/holders`);
  const others = holders.filter((holder: { claimId: string }) => holder.claimId !== claimId);
  assert.equal(others.length, seats - 1);
  for (const holder of others.slice(2)) await door.post(url, { claimId: holder.claimId }, true);

  const { counts, guests: listed } = await officer.get(`/api/staff/activities/charters/${id}`);
  assert.deepEqual(counts, { seats, holders: seats, entered: seats - 2, returned: 0, listed: seats });
  assert.equal(listed.filter((guest: { enteredAt: string | null }) => guest.enteredAt !== null).length, seats - 2);
  const session = await cinema.maker.get(`/api/staff/activities/sessions/${id}`);
  assert.deepEqual([session.counts.awarded, session.counts.entered], [seats, seats - 2]);
}
