import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Scene } from "../stage.ts";
import { type Cinema, seats } from "./cinema.ts";
import type { Grab } from "./grab.ts";
import type { Week } from "./plan.ts";

/** At the door: a volunteer's phone paired by a code, tickets by code, number and list, one that was offline, one ticket used twice. */
export async function playDoor(scene: Scene, { cinema, week, grab }: { cinema: Cinema; week: Week; grab: Grab }) {
  const { id } = week.first;
  const { pairingCode } = await cinema.maker.post(`/api/staff/activities/sessions/${id}/door-codes`);
  const door = scene.stranger();
  const offline = scene.stranger();
  await door.post("/api/door/pair", { pairingCode, name: "东门" });
  await offline.post("/api/door/pair", { pairingCode, name: "西门" });
  const { holders } = await offline.get(`/api/door/sessions/${id}/holders`);
  assert.equal(holders.length, seats);

  const [first, second, third, ...rest] = grab.holders;
  assert.ok(first && second && third);
  const { code } = await first.member.post("/api/member/code", { purpose: "enter", claimId: first.claimId });
  const url = `/api/door/sessions/${id}/entries`;
  await door.post(url, { code }, true);
  await door.refused(url, { claimId: first.claimId }, 409, "activities.already_entered");
  const { number } = await second.member.get(`/api/activities/tickets/${second.claimId}`);
  await door.post(url, { number }, true);

  // The west door had no network: the third is let in there, and the first once more.
  const enteredAt = new Date().toISOString();
  const entries = [third, first].map(({ claimId }) => ({
    localId: randomUUID(),
    sessionId: id,
    claimId,
    by: "list",
    enteredAt,
  }));
  const told = await offline.post("/api/door/sync", { entries });
  assert.deepEqual(
    told.items.map((item: { outcome: string }) => item.outcome),
    ["entered", "double"],
  );
  assert.equal(told.items[1].first.door, "东门");
  assert.deepEqual(await offline.post("/api/door/sync", { entries }), told, "told twice, it is the same");

  // All come but two.
  for (const { claimId } of rest.slice(0, -2)) await door.post(url, { claimId }, true);
  const { counts } = await door.get(`/api/door/sessions/${id}/counts`);
  assert.deepEqual(counts, { seats, holders: seats, entered: seats - 2, returned: 1 });
}
