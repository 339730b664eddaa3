import { randomUUID } from "node:crypto";
import { type APIRequestContext, type Browser, expect, type Locator, type Page } from "@playwright/test";
import { look } from "./look.ts";
import { answerOf } from "./people.ts";
import { staffRequests } from "./staff.ts";

export interface Showing {
  sessionId: string;
  title: string;
  path: string;
  opensAt: number;
}

interface Wanted {
  title: string;
  /** How it is given out, and when; what is entered for can be entered for ten minutes before. */
  mode: "grab" | "first_come";
  opensInSeconds: number;
  startsInHours: number;
  /** Where another journey has the demo's hall at that hour. */
  hallId?: string;
  /** The union that has the whole house and hands in who comes. */
  charterOf?: string | null;
}

const base = "/api/staff/activities";
const second = 1000;
const hour = 3_600_000;

/** A showing in the demo's cinema: planned by one person, checked by another, approved by a third. */
export async function aShowing(
  browser: Browser,
  { title, mode, opensInSeconds, startsInHours, hallId: own, charterOf = null }: Wanted,
): Promise<Showing> {
  const staff = await officers(browser);
  const post = async (who: APIRequestContext, path: string, data: object) => {
    const headers = { "idempotency-key": randomUUID() };
    return (await answerOf(who.post(`${base}${path}`, { data, headers }))) as Record<string, string>;
  };
  const cinema = await cinemaHall(staff.maker);
  const { organisationId, hallId } = { ...cinema, hallId: own ?? cinema.hallId };
  const film = { organisationId, title, minutes: 176, language: "国语", about: "零下四十度,长津湖边。" };
  const { id: filmId } = await post(staff.maker, "/films", film);
  const slots = [{ rule: "FREQ=WEEKLY;BYDAY=WE", time: "18:30", minutes: 120 }];
  const { id: seriesId } = await post(staff.maker, "/series", {
    ...{ organisationId, hallId, title: `惠工影院 ${title}`, slots, mode },
    ...{ roundRule: "FREQ=WEEKLY;BYDAY=MO", roundTime: "12:00", askMinutes: null },
    ...{ shiftTag: "倒班职工", shiftPercent: 10, shiftSpillMinutes: 60 },
  });
  const dayIn = (hours: number) => new Date(Date.now() + (hours + 8) * hour).toISOString().slice(0, 10);
  const days = { startsOn: dayIn(0), endsOn: dayIn(startsInHours), generate: false };
  const { id: planId } = await post(staff.maker, "/plans", { seriesId, title, ...days });
  const opensAt = Date.now() + opensInSeconds * second;
  const startsAt = Date.now() + startsInHours * hour;
  const times = { opensAt, startsAt, endsAt: startsAt + 2 * hour };
  const session = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, new Date(at).toISOString()]));
  const plan = await post(staff.maker, `/plans/${planId}/sessions`, {
    ...session,
    ...(charterOf && { opensAt: null }),
    filmId,
    hallId,
    charterOf,
  });
  const handedIn = await post(staff.maker, `/plans/${planId}/submit`, { revision: plan.revision });
  const yes = { revision: handedIn.revision, verdict: "passed" };
  await post(staff.checker, `/plans/${planId}/check`, yes);
  await post(staff.approver, `/plans/${planId}/approve`, yes);
  const { items } = (await answerOf(staff.maker.get(`${base}/sessions?seriesId=${seriesId}`))) as {
    items: { id: string; releaseId: string }[];
  };
  return { sessionId: items[0]?.id ?? "", title, path: `/releases/${items[0]?.releaseId}`, opensAt };
}

/** A hall of 6 × 12 in a place of its own; gives its id. */
export async function aHall(browser: Browser, name: string): Promise<string> {
  const { maker } = await officers(browser);
  const { organisationId } = await cinemaHall(maker);
  const post = (path: string, data: object) => answerOf<{ id: string }>(maker.post(`/api/staff${path}`, { data }));
  const place = await post("/places", { organisationId, kind: "cinema", name });
  const { id } = await post(`/places/${place.id}/halls`, { name: "小厅" });
  const seats = Array.from({ length: 72 }, (_, index) => {
    const [row, col] = [1 + Math.floor(index / 12), 1 + (index % 12)];
    return { label: `${row}排${col}座`, row, col, kind: "seat" };
  });
  await post(`/halls/${id}/seat-maps`, { basedOn: 0, seats });
  return id;
}

let known: Record<"maker" | "checker" | "approver", APIRequestContext> | undefined;

/** Three people, signed in once for all showings. */
async function officers(browser: Browser) {
  known ??= {
    maker: await staffRequests(browser, "maker"),
    checker: await staffRequests(browser, "checker"),
    approver: await staffRequests(browser, "admin"),
  };
  return known;
}

async function cinemaHall(maker: APIRequestContext): Promise<{ organisationId: string; hallId: string }> {
  const { items } = (await answerOf(maker.get("/api/staff/places"))) as {
    items: { kind: string; organisationId: string; halls: { id: string }[] }[];
  };
  const cinema = items.find(({ kind }) => kind === "cinema");
  return { organisationId: cinema?.organisationId ?? "", hallId: cinema?.halls[0]?.id ?? "" };
}

/** Presses seats on the map by their labels, as a finger does. */
export async function pressSeats(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels) {
    const drawn = page.locator(`[data-seat="${label}"] rect`).last();
    // Away from what is fixed at the bottom.
    await drawn.evaluate((node) =>
      (node as { scrollIntoView?: (how: object) => void }).scrollIntoView?.({ block: "center" }),
    );
    await drawn.click();
  }
}

/** Takes a seat of a showing on its map, as soon as it is open. */
export async function pickSeat(page: Page, { path }: Pick<Showing, "path">, label: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("button", { hasText: /^要 / })).toBeVisible({ timeout: 60_000 });
  await look(page, `cinema-pick-${label}`);
  await pressSeats(page, label);
  await page.getByRole("button", { name: `要 ${label}` }).click();
}

/** The demo's programme, among those that other journeys have made; with one alone it is chosen already. */
export async function chooseProgramme(page: Page, form: Locator): Promise<void> {
  const chosen = form.getByTitle("惠工影院", { exact: true });
  await expect(async () => {
    if (await chosen.isVisible()) return;
    await form.getByLabel("节目").click({ timeout: 2_000 });
    await page
      .locator(".ant-select-dropdown:visible")
      .getByTitle("惠工影院", { exact: true })
      .click({ timeout: 2_000 });
    await expect(chosen).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}
