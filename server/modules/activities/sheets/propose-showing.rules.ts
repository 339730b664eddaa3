import type { Defect, GivenLine, Proposal, Values } from "#engines/sheets";
import { instantOf } from "../series/schedule.rules.ts";
import { hallMeant } from "./hall-meant.rules.ts";
import { readDay, readFilm, readMinutes } from "./showing-sheet.rules.ts";

/** What a row of the sheet wants shown. */
export interface Showing {
  startsAt: Date;
  hallId: string;
  film: string;
  minutes: number | undefined;
}

export interface ShowingsKnown {
  plan: { startsOn: string; endsOn: string };
  /** Halls that the officer may use. */
  halls: readonly { id: string; name: string; placeName: string }[];
  /** The hall of the programme: of several with one name this one is meant. */
  usualHallId: string;
  /** What the plan has already. */
  sessions: readonly { id: string; hallId: string; startsAt: Date; filmTitle: string | null }[];
  films: { has(title: string): boolean };
  now: Date;
  /** How many sessions a plan may have. */
  most: number;
}

/** A row as it was understood, or why it is refused. Pure. */
export function readShowing(values: Values, known: ShowingsKnown): Showing | { refused: Defect } {
  const { plan, halls, now } = known;
  const day = readDay(values.date, plan);
  if (day === undefined) return refusal("date", "date");
  const { startsOn, endsOn } = plan;
  if (day < startsOn || day > endsOn) return refusal("date", "outside_plan", { startsDay: startsOn, endsDay: endsOn });
  const meant = hallMeant(String(values.hall ?? ""), halls, known.usualHallId);
  if ("refused" in meant) return refusal("hall", meant.refused, meant.params);
  const film = readFilm(values.film);
  if (film === "") return refusal("film", "film");
  const startsAt = instantOf(day, String(values.time));
  if (startsAt <= now) return refusal("date", "past");
  return { startsAt, hallId: meant.id, film, minutes: readMinutes(values.minutes) };
}

const refusal = (column: string, code: string, params?: Defect["params"]) => ({
  refused: { column, code: `showing.${code}`, ...(params && { params }) },
});

/** What the rows would do to the plan, in their order: a new session, another film for one that is there, or nothing. Pure. */
export function proposeShowings(lines: readonly GivenLine[], known: ShowingsKnown): Proposal[] {
  const there = new Map(known.sessions.map((session) => [slotOf(session), session]));
  const inFile = new Set<string>();
  let free = known.most - known.sessions.length;
  return lines.map(({ values }): Proposal => {
    const showing = readShowing(values, known);
    if ("refused" in showing) return { outcome: "refused", defects: [showing.refused] };
    const slot = slotOf(showing);
    if (inFile.has(slot)) return refused("hall", "twice_in_file");
    inFile.add(slot);
    const notes = known.films.has(showing.film) ? [] : [{ column: "film", code: "showing.new_film" }];
    const session = there.get(slot);
    if (session !== undefined) return refilmed(session, showing.film, notes);
    if (free <= 0) return refused("date", "too_many", { most: known.most });
    free -= 1;
    return { outcome: "insert", notes };
  });
}

const slotOf = ({ hallId, startsAt }: { hallId: string; startsAt: Date }) => `${hallId} ${startsAt.getTime()}`;

function refilmed(session: ShowingsKnown["sessions"][number], film: string, notes: Defect[]): Proposal {
  const before = { film: session.filmTitle };
  if (session.filmTitle === film) return { outcome: "unchanged", targetId: session.id, before, fields: [] };
  return { outcome: "update", targetId: session.id, before, fields: ["film"], notes };
}

const refused = (column: string, code: string, params?: Defect["params"]): Proposal => ({
  outcome: "refused",
  defects: [refusal(column, code, params).refused],
});
