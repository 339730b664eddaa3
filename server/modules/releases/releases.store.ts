import { type ExpressionBuilder, sql } from "kysely";
import type { NewTimes, QuotaMode, QuotaState } from "#engines/stock";
import type { Db } from "#kernel/database/db";
import type { DB } from "../../../db/tables.gen.ts";
import type { EligibilityRule, WeightRule } from "./eligibility.rules.ts";

export interface CapText {
  id: string;
  scope: "round" | "campaign" | "season";
  label: string;
  maxUnits: number;
}

/** A release with the figures of its quota and the sum over its shares. */
export interface ReleaseRow {
  id: string;
  node: string;
  kind: string;
  subjectId: string;
  campaignId: string | null;
  roundId: string;
  title: string;
  subtitle: string;
  unitFen: number | null;
  eligibility: EligibilityRule[];
  weights: WeightRule[];
  caps: CapText[];
  rehearsal: boolean;
  mode: QuotaMode;
  /** Its units have labels, such as the seats of a hall. */
  numbered: boolean;
  quotaState: QuotaState;
  capacity: number;
  taken: number;
  held: number;
  entryOpensAt: Date | null;
  entryClosesAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  validFrom: Date;
  validUntil: Date;
  validDays: number | null;
  secretHash: Buffer | null;
  secretPublished: Buffer | null;
  servedAt: Date | null;
  placedAt: Date | null;
  entries: number | null;
}

const selection = (db: Db) =>
  db
    .selectFrom("releases.release as r")
    .innerJoin("stock.quota as q", "q.id", "r.id")
    .select([
      "r.id",
      "r.node",
      "r.kind",
      "r.subjectId",
      "r.campaignId",
      "r.roundId",
      "r.title",
      "r.subtitle",
      "r.unitFen",
      "r.eligibility",
      "r.weights",
      "r.caps",
      "r.rehearsal",
      "q.mode",
      "q.numbered",
      "q.state as quotaState",
      "q.entryOpensAt",
      "q.entryClosesAt",
      "q.opensAt",
      "q.closesAt",
      "q.validFrom",
      "q.validUntil",
      "q.validDays",
      "q.secretHash",
      "q.secretPublished",
      "q.servedAt",
      "q.placedAt",
      "q.entries",
      withShares("capacity"),
      withShares("taken"),
      withShares("held"),
    ])
    .$castTo<ReleaseRow>();

/** A figure of the quota and of its shares together. */
function withShares(figure: "capacity" | "taken" | "held") {
  return (eb: ExpressionBuilder<DB & { q: DB["stock.quota"] }, "q">) =>
    eb
      .selectFrom("stock.quota as s")
      .select((e) => e.cast<number>(e.fn.sum(`s.${figure}`), "integer").as("sum"))
      .where((e) => e.or([e("s.id", "=", e.ref("q.id")), e("s.parentId", "=", e.ref("q.id"))]))
      .as(figure);
}

export const findRelease = (db: Db, id: string) => selection(db).where("r.id", "=", id).executeTakeFirst();

export interface ReleaseFilter {
  from?: Date;
  to?: Date;
  campaignId?: string;
  limit: number;
  after?: { opensAt: Date; id: string };
}

export const listReleases = (db: Db, filter: ReleaseFilter) =>
  selection(db)
    .$if(filter.campaignId !== undefined, (q) => q.where("r.campaignId", "=", filter.campaignId ?? ""))
    // Still going on, or opening within the range.
    .$if(filter.from !== undefined, (q) => q.where("q.closesAt", ">", filter.from ?? new Date(0)))
    .$if(filter.to !== undefined, (q) => q.where("r.opensAt", "<", filter.to ?? new Date(0)))
    .$if(filter.after !== undefined, (q) =>
      q.where(sql<boolean>`(r.opens_at, r.id) > (${filter.after?.opensAt ?? null}, ${filter.after?.id ?? null}::uuid)`),
    )
    .orderBy("r.opensAt")
    .orderBy("r.id")
    .limit(filter.limit)
    .execute();

/** When the same subject or campaign opens next after `after`; what is closed opens for nobody, a rehearsal for those in it. */
export async function nextOpening(
  db: Db,
  release: Pick<ReleaseRow, "subjectId" | "campaignId" | "rehearsal">,
  after: Date,
) {
  const row = await db
    .selectFrom("releases.release as r")
    .innerJoin("stock.quota as q", "q.id", "r.id")
    .select("r.opensAt")
    .where("r.opensAt", ">", after)
    .where((eb) => eb.or([eb("r.subjectId", "=", release.subjectId), eb("r.campaignId", "=", release.campaignId)]))
    .where("r.rehearsal", "=", release.rehearsal)
    .where("q.state", "<>", "closed")
    .orderBy("r.opensAt")
    .limit(1)
    .executeTakeFirst();
  return row?.opensAt;
}

export interface ShareRow {
  releaseId: string;
  quotaId: string;
  branch: string | null;
  tag: string | null;
  /** Its units are only given to persons who are named. */
  award: boolean;
  title: string;
  capacity: number;
  taken: number;
  held: number;
  spillAt: Date | null;
  spilledAt: Date | null;
  /** When it opens, where that is later than for everybody. */
  ownHour: Date | null;
}

/** The shares of these releases, each release's in the order of their quotas. */
export const listShares = (db: Db, releaseIds: readonly string[]) =>
  db
    .selectFrom("releases.share as s")
    .innerJoin("stock.quota as q", "q.id", "s.quotaId")
    .innerJoin("stock.quota as w", "w.id", "s.releaseId")
    .select([
      "s.releaseId",
      "s.quotaId",
      "s.branch",
      "s.tag",
      "s.award",
      "s.title",
      "q.capacity",
      "q.taken",
      "q.held",
      "q.spillAt",
      "q.spilledAt",
      sql<Date | null>`case when q.opens_at > w.opens_at then q.opens_at end`.as("ownHour"),
    ])
    .where("s.releaseId", "in", [...releaseIds])
    .orderBy("s.quotaId")
    .$castTo<ShareRow>()
    .execute();

/** A release says its times too; what else changes is the quota's. */
export async function setReleaseTimes(db: Db, releaseId: string, times: NewTimes): Promise<void> {
  const { entryOpensAt, opensAt, closesAt } = times;
  const moved = { entryOpensAt, opensAt, closesAt };
  const given = Object.fromEntries(Object.entries(moved).filter(([, at]) => at !== undefined));
  if (Object.keys(given).length === 0) return;
  await db.updateTable("releases.release").set(given).where("id", "=", releaseId).execute();
}

export const upsertReminder = (db: Db, row: { releaseId: string; personId: string; remindAt: Date }) =>
  db
    .insertInto("releases.reminder")
    .values(row)
    .onConflict((oc) => oc.columns(["releaseId", "personId"]).doUpdateSet({ remindAt: row.remindAt, remindedAt: null }))
    .execute();

export const deleteReminder = (db: Db, releaseId: string, personId: string) =>
  db.deleteFrom("releases.reminder").where("releaseId", "=", releaseId).where("personId", "=", personId).execute();

export interface Touched {
  holding: number;
  reminded: number;
}

/** Whom an act on each of these releases touches: persons with something on it or waiting, persons to be reminded. */
export async function touched(db: Db, releaseIds: readonly string[]): Promise<Map<string, Touched>> {
  const { rows } = await sql<Touched & { id: string }>`select r.id,
    (select count(distinct person_id)::integer from stock.claim c where c.state in ('active', 'held', 'waiting')
      and c.quota_id in (select id from stock.quota where id = r.id or parent_id = r.id)) as holding,
    (select count(*)::integer from releases.reminder where release_id = r.id) as reminded
    from unnest(${[...releaseIds]}::uuid[]) as r (id)`.execute(db);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

export const setEligibility = (db: Db, releaseId: string, rules: readonly EligibilityRule[]) =>
  db
    .updateTable("releases.release")
    .set({ eligibility: JSON.stringify(rules) })
    .where("id", "=", releaseId)
    .execute();
