import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { EligibilityRule } from "#modules/releases";
import type { Slot } from "./schedule.rules.ts";

export interface SeriesRow {
  id: string;
  node: string;
  organisationId: string;
  kind: "showing";
  title: string;
  about: string;
  hallId: string;
  slots: Slot[];
  roundRule: string;
  roundTime: string;
  mode: "grab" | "draw" | "first_come";
  entryMinutes: number;
  seatsPerSession: number;
  seatsPerWeek: number | null;
  giveBackMinutes: number;
  askMinutes: number | null;
  doorsMinutes: number;
  shiftTag: string | null;
  shiftPercent: number;
  shiftSpillMinutes: number;
  /** HH:MM: when the share of shift workers opens, where the round's hour does not fit them. */
  shiftTime: string | null;
  awardPercent: number;
  awardSpillMinutes: number;
  eligibility: EligibilityRule[];
  state: "active" | "ended";
}

const columns =
  sql.raw(`id, node::text as node, organisation_id, kind, title, about, hall_id, slots, round_rule, round_time, mode,
  entry_minutes, seats_per_session, seats_per_week, give_back_minutes, ask_minutes, doors_minutes, shift_tag, shift_percent,
  shift_spill_minutes, shift_time, award_percent, award_spill_minutes, eligibility, state`);

export async function findSeries(db: Db, id: string): Promise<SeriesRow | undefined> {
  const { rows } = await sql<SeriesRow>`select ${columns} from activities.series where id = ${id}`.execute(db);
  return rows[0];
}

export async function lockSeries(db: Db, id: string): Promise<SeriesRow | undefined> {
  const { rows } = await sql<SeriesRow>`select ${columns} from activities.series where id = ${id} for update`.execute(
    db,
  );
  return rows[0];
}

/** The series of these subtrees, those that go on first. */
export async function listSeries(db: Db, paths: readonly string[]): Promise<SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`select ${columns} from activities.series
    where ${[...paths]}::ltree[] @> node order by state, id desc limit 200`.execute(db);
  return rows;
}

export const insertSeries = (db: Db, s: SeriesRow) =>
  sql`insert into activities.series (id, node, organisation_id, kind, title, about, hall_id, slots, round_rule, round_time, mode,
      entry_minutes, seats_per_session, seats_per_week, give_back_minutes, ask_minutes, doors_minutes, shift_tag, shift_percent,
      shift_spill_minutes, shift_time, award_percent, award_spill_minutes, eligibility)
    values (${s.id}, ${s.node}::ltree, ${s.organisationId}, ${s.kind}, ${s.title}, ${s.about}, ${s.hallId},
      ${JSON.stringify(s.slots)}::jsonb, ${s.roundRule}, ${s.roundTime}, ${s.mode}, ${s.entryMinutes}, ${s.seatsPerSession},
      ${s.seatsPerWeek}, ${s.giveBackMinutes}, ${s.askMinutes}, ${s.doorsMinutes}, ${s.shiftTag}, ${s.shiftPercent},
      ${s.shiftSpillMinutes}, ${s.shiftTime}, ${s.awardPercent}, ${s.awardSpillMinutes}, ${JSON.stringify(s.eligibility)}::jsonb)`.execute(
    db,
  );

export const updateSeries = (db: Db, s: SeriesRow) =>
  sql`update activities.series set title = ${s.title}, about = ${s.about}, hall_id = ${s.hallId},
      slots = ${JSON.stringify(s.slots)}::jsonb, round_rule = ${s.roundRule}, round_time = ${s.roundTime}, mode = ${s.mode},
      entry_minutes = ${s.entryMinutes}, seats_per_session = ${s.seatsPerSession}, seats_per_week = ${s.seatsPerWeek},
      give_back_minutes = ${s.giveBackMinutes}, ask_minutes = ${s.askMinutes}, doors_minutes = ${s.doorsMinutes},
      shift_tag = ${s.shiftTag}, shift_percent = ${s.shiftPercent}, shift_spill_minutes = ${s.shiftSpillMinutes},
      shift_time = ${s.shiftTime},
      award_percent = ${s.awardPercent}, award_spill_minutes = ${s.awardSpillMinutes},
      eligibility = ${JSON.stringify(s.eligibility)}::jsonb, state = ${s.state}, updated_at = clock_timestamp()
    where id = ${s.id}`.execute(db);
