import { dayOf, startOfDay } from "#kernel/business-day";
import type { Ctx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Runtime } from "#kernel/module";
import { addHall, addPlace, bookHall, saveSeatMap } from "#modules/places";
import { type Cell, seatsOf } from "#wire/seat-map/index";
import type { DemoStaff } from "./city.ts";

export interface DemoHall {
  id: string;
  name: string;
  placeName: string;
  /** Everything that can be given out. */
  seats: number;
}

/** The demo union's halls: where films are shown, and where people meet. */
export interface DemoPlaces {
  cinema: DemoHall;
  meeting: DemoHall;
}

/**
 * Twenty rows with two aisles, the front rows narrower; wheelchair places beside the aisles of row 10, behind the cross aisle.
 * The seats beside the projection window are not given out.
 */
function cinemaGrid(): Cell[][] {
  const cols = 32;
  const aisles = [8, 25];
  const isCut = (row: number, col: number) => row < 4 && (col <= 4 - row || col > cols - 4 + row);
  const kindOf = (row: number, col: number): Cell => {
    if (aisles.includes(col) || isCut(row, col)) return "gap";
    if (row === 10 && (col === 7 || col === 9 || col === 24 || col === 26)) return "wheelchair";
    return row === 20 && (col === 16 || col === 17) ? "blocked" : "seat";
  };
  const rows = Array.from({ length: 20 }, (_, row) =>
    Array.from({ length: cols }, (_, col) => kindOf(row + 1, col + 1)),
  );
  return rows.toSpliced(9, 0, Array<Cell>(cols).fill("gap"));
}

const meetingGrid = (): Cell[][] =>
  Array.from({ length: 8 }, () => Array.from({ length: 11 }, (_, col): Cell => (col === 5 ? "gap" : "seat")));

/** A cinema with one hall and a house with a meeting hall, both of the city, and what is booked in them this week. */
export async function loadDemoPlaces(
  runtime: Pick<Runtime, "system">,
  city: { id: string },
  asker: Pick<DemoStaff, "accountId" | "name" | "at"> | undefined,
): Promise<DemoPlaces> {
  const ctx = runtime.system("demo");
  const at = (kind: "cinema" | "hall", name: string, address: string) =>
    addPlace(ctx, { organisationId: city.id, kind, name, address, contactPhone: "0431-8800 1212" });
  const cinemaPlace = await at("cinema", "惠工影院", "工人文化宫东侧 1 层");
  const house = await at("hall", "工人文化宫", "中央大街 66 号");
  const cinema = await drawn(ctx, { place: cinemaPlace, name: "一号厅", turnaroundMinutes: 20, grid: cinemaGrid() });
  const meeting = await drawn(ctx, { place: house, name: "三楼会议厅", turnaroundMinutes: 15, grid: meetingGrid() });
  await bookThisWeek(ctx, { city, asker, halls: { cinema, meeting } });
  return { cinema, meeting };
}

interface Drawing {
  place: { id: string; name: string };
  name: string;
  turnaroundMinutes: number;
  grid: Cell[][];
}

async function drawn(ctx: Ctx, { place, name, turnaroundMinutes, grid }: Drawing): Promise<DemoHall> {
  const { id } = await addHall(ctx, { placeId: place.id, name, turnaroundMinutes });
  const seats = seatsOf(grid, { rows: "numbers", seats: "left" });
  await saveSeatMap(ctx, { hallId: id, basedOn: 0, seats });
  return { id, name, placeName: place.name, seats: seats.filter(({ kind }) => kind !== "blocked").length };
}

const hour = 3_600_000;

/** In the mornings of the coming days, so that the evenings stay free for films. */
async function bookThisWeek(
  ctx: Ctx,
  { city, asker, halls }: { city: { id: string }; asker: Parameters<typeof loadDemoPlaces>[2]; halls: DemoPlaces },
): Promise<void> {
  const today = startOfDay(dayOf(ctx.clock.now())).getTime();
  const during = (day: number, from: number, to: number) => ({
    from: new Date(today + (day * 24 + from) * hour),
    to: new Date(today + (day * 24 + to) * hour),
  });
  const { cinema, meeting } = halls;
  const own = { organisationId: city.id };
  await bookHall(ctx, {
    ...own,
    hallId: cinema.id,
    during: during(2, 9, 11.5),
    purpose: "meeting",
    title: "全市劳模宣讲会",
  });
  await bookHall(ctx, {
    ...own,
    hallId: cinema.id,
    during: during(8, 8, 12),
    purpose: "closed",
    title: "放映设备检修",
  });
  await bookHall(ctx, {
    ...own,
    hallId: meeting.id,
    during: during(1, 9, 11),
    purpose: "meeting",
    title: "工会主席例会",
  });
  if (asker === undefined) return;
  // As the county's officer did it: it waits for the city's answer.
  const duties = [{ duty: "places.asker", path: asker.at.node }];
  const { accountId, name } = asker;
  const actor = { kind: "staff" as const, sessionId: uuidv7(), accountId, name, duties };
  await bookHall(
    { ...ctx, actor },
    {
      ...{ hallId: meeting.id, during: during(3, 14, 17), purpose: "training", title: "劳动保护监督员培训" },
      ...{ organisationId: asker.at.id, contact: asker.name, note: "需要投影仪" },
    },
  );
}
