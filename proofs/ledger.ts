import pg from "pg";
import type { Stage } from "../bench/stage.ts";
import { isGranted, isSoldOut, type Told } from "./claiming.ts";

/** What was told to clients against what is written. All but `granted` and `soldOut` must be zero. */
export interface Ledger {
  granted: number;
  soldOut: number;
  /** Units given beyond the capacity, over all releases. */
  oversold: number;
  /** Acknowledged claims that are not there, or not as they were told. */
  lost: number;
  /** Claims beyond one per person and release. */
  doubled: number;
  /** Repeats of a key that were answered otherwise than the first time. */
  changed: number;
  /** Told "sold out" although units were left in the end. */
  wronglyRefused: number;
  /** Any other answer. */
  surprises: number;
}

/** Where the claims are: the product's tables, or those of a negative control. */
export type Books = "stock" | "naive";

const claimsOf = { stock: "stock.claim", naive: "naive.claim" } as const;
const quotasOf = { stock: "stock.quota", naive: "naive.quota" } as const;

/** Compares everything that was told with the database, over a connection of its own. */
export async function audit(stage: Stage, books: Books, told: readonly Told[], changed: number): Promise<Ledger> {
  const db = new pg.Client({ connectionString: stage.ownerUrl });
  await db.connect();
  try {
    await db.query("set app.scope = '*'");
    const releases = [...new Set(told.map((one) => one.releaseId))];
    const granted = told.filter(isGranted);
    const counts = await countsOf(db, books, releases);
    const full = new Map(counts.map((count) => [count.id, count.given >= count.capacity]));
    return {
      granted: granted.length,
      soldOut: told.filter(isSoldOut).length,
      oversold: counts.reduce((sum, count) => sum + Math.max(0, count.given - count.capacity), 0),
      lost: await countLost(db, books, granted),
      doubled: counts.reduce((sum, count) => sum + count.given - count.people, 0),
      changed,
      wronglyRefused: told.filter((one) => isSoldOut(one) && full.get(one.releaseId) !== true).length,
      surprises: told.filter((one) => !isGranted(one) && !isSoldOut(one)).length,
    };
  } finally {
    await db.end();
  }
}

async function countsOf(db: pg.Client, books: Books, releases: string[]) {
  const { rows } = await db.query<{ id: string; capacity: number; given: number; people: number }>(
    `select q.id, q.capacity, count(c.id)::integer as given, count(distinct c.person_id)::integer as people
     from ${quotasOf[books]} q left join ${claimsOf[books]} c on c.quota_id = q.id where q.id = any ($1) group by q.id`,
    [releases],
  );
  return rows;
}

async function countLost(db: pg.Client, books: Books, granted: readonly Told[]): Promise<number> {
  const claims = granted.map((one) => JSON.parse(one.answer.body) as { id: string; number: number });
  const { rows } = await db.query<{ lost: number }>(
    `select count(*)::integer as lost from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[])
       as told (id, quota_id, person_id, key, number)
     where not exists (select from ${claimsOf[books]} c where c.id = told.id and c.quota_id = told.quota_id and c.person_id = told.person_id
       and c.key = told.key and c.number = told.number)`,
    [
      claims.map((c) => c.id),
      granted.map((o) => o.releaseId),
      granted.map((o) => o.member.personId),
      granted.map((o) => o.key),
      claims.map((c) => c.number),
    ],
  );
  return rows[0]?.lost ?? 0;
}

/** Nothing oversold, lost, doubled, changed or refused without reason; and enough happened for that to mean something. */
export const isClean = (ledger: Ledger): boolean =>
  ledger.oversold === 0 &&
  ledger.lost === 0 &&
  ledger.doubled === 0 &&
  ledger.changed === 0 &&
  ledger.wronglyRefused === 0 &&
  ledger.surprises === 0 &&
  ledger.granted > 0;
