import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Browser, eventually } from "../browser.ts";
import type { Cinema } from "../d19/cinema.ts";
import { planWeek } from "../d19/plan.ts";
import type { Scene } from "../stage.ts";
import { together } from "./members.ts";
import type { County } from "./rosters.ts";
import type { Done } from "./service-counters.ts";

const seatsOfARow = 20;
/** What a door sends at once. */
const entriesTogether = 200;

export interface Showing {
  sessionId: string;
  releaseId: string;
  maker: Browser;
}

/** A county's cinema with so many seats, first come, first served. */
export async function planShowing(scene: Scene, county: County, seats: number): Promise<Showing> {
  const [maker, checker, approver] = [
    await scene.staff("maker"),
    await scene.staff("checker"),
    await scene.staff("admin"),
  ];
  const organisationId = county.id;
  const place = await maker.post("/api/staff/places", { organisationId, kind: "cinema", name: `${county.name}影院` });
  const hall = await maker.post(`/api/staff/places/${place.id}/halls`, { name: "一号厅", turnaroundMinutes: 15 });
  await maker.post(`/api/staff/halls/${hall.id}/seat-maps`, { basedOn: 0, seats: drawing(seats) });
  const series = await maker.post("/api/staff/activities/series", {
    ...{
      organisationId,
      hallId: hall.id,
      title: `${county.name}影院`,
      roundRule: "FREQ=WEEKLY;BYDAY=MO",
      roundTime: "12:00",
    },
    slots: ["WE", "FR"].map((day) => ({ rule: `FREQ=WEEKLY;BYDAY=${day}`, time: "18:30", minutes: 120 })),
    ...{ mode: "first_come", entryMinutes: 0, doorsMinutes: 120 },
  });
  const cinema: Cinema = { maker, checker, approver, hallId: hall.id, seriesId: series.id, organisationId };
  const { first } = await planWeek(cinema);
  return { sessionId: first.id, releaseId: first.releaseId, maker };
}

function drawing(seats: number) {
  return Array.from({ length: seats }, (_, index) => {
    const [row, col] = [Math.floor(index / seatsOfARow) + 1, (index % seatsOfARow) + 1];
    return { label: `${row}排${col}座`, row, col, kind: "seat" };
  });
}

/** Every member takes a seat and comes: one half at the door with network, one without it; one let in by mistake and once more. */
export async function show(
  scene: Scene,
  { showing, county, members }: { showing: Showing; county: County; members: readonly Browser[] },
  remembered: Done[],
): Promise<void> {
  const { sessionId, releaseId, maker } = showing;
  const seats = await together(members, (member) =>
    eventually(
      "a seat",
      async () => {
        const answer = await member.send("POST", `/api/releases/${releaseId}/claims`, { body: {}, key: true });
        return answer.status === 201 ? (answer.body.id as string) : undefined;
      },
      60,
    ),
  );
  const { pairingCode } = await maker.post(`/api/staff/activities/sessions/${sessionId}/door-codes`);
  const door = scene.stranger();
  await door.post("/api/door/pair", { pairingCode, name: "正门" });
  const half = seats.length >> 1;
  const url = `/api/door/sessions/${sessionId}/entries`;
  for (const claimId of seats.slice(0, half)) await door.post(url, { claimId }, true);
  await door.post(`/api/door/entries/${seats[0]}/undo`);
  await door.post(url, { claimId: seats[0] }, true);
  for (let from = half; from < seats.length; from += entriesTogether) {
    const entries = seats.slice(from, from + entriesTogether).map((claimId) => ({
      localId: randomUUID(),
      sessionId,
      claimId,
      by: "list",
      enteredAt: new Date().toISOString(),
    }));
    const { items } = await door.post("/api/door/sync", { entries });
    assert.ok(items.every(({ outcome }: { outcome: string }) => outcome === "entered"));
    await door.post("/api/door/sync", { entries }); // told twice, served once
  }
  remembered.push({ kind: "activity", organisationId: county.id, count: seats.length });
}
