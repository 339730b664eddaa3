import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

export interface Cinema {
  maker: Browser;
  checker: Browser;
  approver: Browser;
  hallId: string;
  seriesId: string;
  organisationId: string;
}

/** Nineteen seats: a tenth of 190, so that two showings a week are 38. */
export const rows = 3;
export const cols = 7;
export const seats = rows * cols - 2;

/** Three years as the union's ledger has them; together the real figures. */
const years = [
  { year: 2023, sessions: 70, charters: 23, attendances: 9000, otherEvents: 12 },
  { year: 2024, sessions: 72, charters: 25, attendances: 9300, otherEvents: 14 },
  { year: 2025, sessions: 74, charters: 25, attendances: 9600, otherEvents: 16 },
];

/** Two halls with the same drawn map, the weekly programme with its rules, and the years before this platform. */
export async function openCinema(scene: Scene): Promise<Cinema & { otherHallId: string }> {
  const [maker, checker, approver] = [
    await scene.staff("maker"),
    await scene.staff("checker"),
    await scene.staff("admin"),
  ];
  const organisationId = scene.city.city.id;
  const place = await maker.post("/api/staff/places", { organisationId, kind: "cinema", name: "惠工影院" });
  const hallNamed = async (name: string) => {
    const hall = await maker.post(`/api/staff/places/${place.id}/halls`, { name, turnaroundMinutes: 15 });
    await maker.post(`/api/staff/halls/${hall.id}/seat-maps`, { basedOn: 0, seats: drawing() });
    return hall as { id: string };
  };
  const hall = await hallNamed("一号厅");
  const otherHall = await hallNamed("二号厅");
  const series = await maker.post("/api/staff/activities/series", {
    ...{ organisationId, hallId: hall.id, title: "惠工影院", roundRule: "FREQ=WEEKLY;BYDAY=MO,TH", roundTime: "12:00" },
    slots: ["WE", "FR"].map((day) => ({ rule: `FREQ=WEEKLY;BYDAY=${day}`, time: "18:30", minutes: 120 })),
    ...{ giveBackMinutes: 30, doorsMinutes: 120, awardSpillMinutes: 15 },
  });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const rule = { validFrom: today, absences: 2, withinDays: 60, effect: "entry", rounds: 2 };
  await maker.post(`/api/staff/activities/series/${series.id}/absence-rules`, rule);
  for (const { year, ...figures } of years) {
    const body = { ...figures, source: `工会台账 ${year}` };
    await maker.send("PUT", `/api/staff/activities/series/${series.id}/years/${year}`, { body });
  }
  const { total } = await maker.get(`/api/staff/activities/series/${series.id}/statistics`);
  assert.deepEqual(total, { sessions: 216, charters: 73, attendances: 27_900, otherEvents: 42 });
  return { maker, checker, approver, hallId: hall.id, otherHallId: otherHall.id, seriesId: series.id, organisationId };
}

/** Two seats beside the projector are blocked. */
function drawing() {
  return Array.from({ length: rows * cols }, (_, index) => {
    const [row, col] = [Math.floor(index / cols) + 1, (index % cols) + 1];
    return { label: `${row}排${col}座`, row, col, kind: row === rows && col < 3 ? "blocked" : "seat" };
  });
}
