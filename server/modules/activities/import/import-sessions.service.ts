import { findHeading, type Mapping, mapColumns, type RawRow, rawOf, readRows } from "#engines/sheets";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { type HallRow, listHalls } from "#modules/places";
import { noHeader, noSuchSeries, tooManySessions, wrongState } from "../activities.errors.ts";
import { mayManage, planPolicy } from "../activities.policy.ts";
import { staffOf } from "../actors.ts";
import { findFilmsByTitle, insertFilm } from "../films/film.store.ts";
import { getLocked, note } from "../plans/draft-plan.service.ts";
import { type PlanRow, touchPlan } from "../plans/plan.store.ts";
import { sessionsOf } from "../plans/plan.view.ts";
import { instantOf, mostSessions, roundBefore } from "../series/schedule.rules.ts";
import { findSeries, type SeriesRow } from "../series/series.store.ts";
import { insertSession } from "../sessions/session.store.ts";
import type { Imported, ImportRow } from "./import.schemas.ts";
import {
  bare,
  type Cell,
  nearest,
  readDay,
  readFilm,
  readMinutes,
  readText,
  readTime,
  showings,
} from "./sheet.rules.ts";

/** One line of the sheet as it was understood; `wanted` is missing for what is refused. */
interface Line {
  told: ImportRow;
  wanted?: { startsAt: Date; hallId: string; film: string; minutes: number | undefined };
}

/**
 * Reads the sessions of a spreadsheet into a plan. Without `confirmed` it only says, row by row, what would happen. Rows that are refused can be
 * put right and the sheet sent again: what is in the plan already stays as it is. Throws sheets.file_…, activities.no_header.
 */
export async function importSessions(
  ctx: Ctx,
  given: { planId: string; file: string; confirmed: boolean },
): Promise<Imported> {
  await transact(ctx, (tx) => getEditable(tx, given.planId)); // nobody else's file is worth reading
  const rows = (await Array.fromAsync(readRows(Buffer.from(given.file, "base64"), { limits }))).flat();
  const mapping = mapColumns(showings, { heading: findHeading(rows, showings), samples: [] });
  if (mapping.missing.length > 0) throw noHeader();
  return transact(ctx, async (tx) => {
    const plan = await getEditable(tx, given.planId);
    const series = await findSeries(tx.db, plan.seriesId);
    if (series === undefined) throw noSuchSeries();
    const lines = await understand(tx, { plan, rows, mapping });
    if (lines.length > mostSessions) throw tooManySessions(mostSessions);

    const added = given.confirmed ? await write(tx, { plan, series, lines }) : 0;

    const count = (outcome: ImportRow["outcome"]) => lines.filter(({ told }) => told.outcome === outcome).length;
    return { rows: lines.map(({ told }) => told), ready: count("ready"), refused: count("refused"), added };
  });
}

async function getEditable(tx: Tx, planId: string): Promise<PlanRow> {
  const plan = await getLocked(tx, planId);
  authorise(tx.actor, mayManage, plan);
  if (!planPolicy.edit(tx.actor, plan)) throw wrongState(plan.state, "edit");
  return plan;
}

/** A month of showings, with titles and notes beside them, is some hundred kilobytes. */
const limits = { rows: 2000, unpackedBytes: 40 * 1024 * 1024, memoryMb: 256, seconds: 20 };

interface Sheet {
  plan: PlanRow;
  rows: RawRow[];
  mapping: Mapping;
}

async function understand(tx: Tx, { plan, rows, mapping }: Sheet): Promise<Line[]> {
  const halls = await listHalls(tx.db);
  const there = await sessionsOf(tx, plan.id);
  const taken = new Map(there.map((session) => [`${session.hallId} ${session.startsAt.getTime()}`, session.filmTitle]));
  const read = rows.flatMap((row) => {
    const cells = rawOf(mapping, row);
    return cells === undefined ? [] : [readLine({ cells, row: row.row, plan, halls })];
  });
  const titles = read.map(({ film }) => film);
  const films = await findFilmsByTitle(tx.db, plan.organisationId, titles);
  return read.map((line) => judge(line, { plan, taken, films, halls, now: tx.clock.now() }));
}

interface ReadLine {
  row: number;
  date: string;
  day: string | undefined;
  time: string | undefined;
  timeText: string;
  place: string;
  hall: HallRow | undefined;
  film: string;
  minutes: number | undefined;
}

/** What a line of the sheet says, as far as it can be read. */
function readLine(given: { cells: Record<string, Cell>; row: number; plan: PlanRow; halls: HallRow[] }): ReadLine {
  const { cells, row, plan, halls } = given;
  const day = readDay(cells.date, plan);
  const time = readTime(cells.time);
  const place = readText(cells.hall);
  const named = ({ name, placeName }: HallRow) => [name, placeName + name].some((one) => bare(one) === bare(place));
  return {
    ...{ row, day, time, place, film: readFilm(cells.film), minutes: readMinutes(cells.minutes) },
    ...{ date: day ?? readText(cells.date), timeText: time ?? readText(cells.time), hall: halls.find(named) },
  };
}

interface Known {
  plan: PlanRow;
  /** What is shown in a hall at a time already, the lines before this one included. */
  taken: Map<string, string | null>;
  films: ReadonlyMap<string, unknown>;
  halls: readonly HallRow[];
  now: Date;
}

function judge(line: ReadLine, { plan, taken, films, halls, now }: Known): Line {
  const { row, date, day, time, timeText, place, hall, film, minutes } = line;
  const newFilm = film !== "" && !films.has(film);
  const told: ImportRow = {
    ...{
      row,
      date,
      time: timeText,
      hall: hall?.name ?? place,
      film,
      outcome: "ready",
      newFilm,
      problem: null,
      params: {},
    },
  };
  const refused = (problem: string, params: Record<string, string> = {}): Line => ({
    told: { ...told, outcome: "refused", newFilm: false, problem: `activities.row_${problem}`, params },
  });
  if (day === undefined) return refused("date");
  if (time === undefined) return refused("time");
  const { startsOn, endsOn } = plan;
  if (day < startsOn || day > endsOn) return refused("outside", { startsDay: startsOn, endsDay: endsOn });
  const names = halls.map(({ name }) => name);
  if (hall === undefined) return refused("hall", { hall: place, nearest: nearest(place, names).join("、") });
  if (film === "") return refused("film");
  const startsAt = instantOf(day, time);
  if (startsAt <= now) return refused("past");
  const key = `${hall.id} ${startsAt.getTime()}`;
  const before = taken.get(key);
  if (before === film) return { told: { ...told, outcome: "there", newFilm: false } };
  if (before !== undefined) return refused("twice", { film: before ?? "" });
  taken.set(key, film);
  return { told, wanted: { startsAt, hallId: hall.id, film, minutes } };
}

/** Adds what is ready to the plan, and the films that nobody has added yet. Gives how many sessions. */
async function write(
  tx: Tx,
  { plan, series, lines }: { plan: PlanRow; series: SeriesRow; lines: Line[] },
): Promise<number> {
  const { node, organisationId } = plan;
  const ready = lines.flatMap(({ told, wanted }) => (wanted === undefined ? [] : [{ told, wanted }]));
  const titles = ready.map(({ wanted }) => wanted.film);
  const films = new Map(
    [...(await findFilmsByTitle(tx.db, organisationId, titles))].map(([title, { id }]) => [title, id]),
  );
  for (const { told, wanted } of ready) {
    const { film, minutes, startsAt, hallId } = wanted;
    const filmId = films.get(film) ?? uuidv7();
    if (!films.has(film)) {
      const fresh = { id: filmId, node, organisationId, title: film.slice(0, 60), minutes: minutes ?? null };
      await insertFilm(tx.db, { ...fresh, language: "", about: "", posterFileId: null });
      films.set(film, filmId);
    }
    const length = (minutes ?? series.slots[0]?.minutes ?? 120) * 60_000;
    await insertSession(tx.db, {
      ...{ id: uuidv7(), node, organisationId, seriesId: series.id, planId: plan.id, filmId, hallId, startsAt },
      ...{ endsAt: new Date(startsAt.getTime() + length), opensAt: roundBefore(series, startsAt) },
      ...{ audience: "open", audienceNode: node, audienceOrganisationId: null },
    });
    told.outcome = "added";
  }
  if (ready.length === 0) return 0;
  await touchPlan(tx.db, plan.id, staffOf(tx).id);
  await note(tx, plan, "activities.sessions_imported", { sessions: ready.length, on: dayOf(tx.clock.now()) });
  return ready.length;
}
