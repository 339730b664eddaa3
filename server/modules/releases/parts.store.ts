import { sql } from "kysely";
import type { Claim } from "#engines/stock";
import type { Db } from "#kernel/database/db";
import type { EntryRow, RefusalRow } from "./releases.store.ts";

/** What one person has in one release. */
export interface PartRow {
  personId: string;
  releaseId: string;
  entryNumber: number | null;
  place: number | null;
  outcome: EntryRow["outcome"];
  claimId: string | null;
  claimState: Claim["state"] | null;
  holdUntil: Date | null;
  seat: string | null;
  wishes: string[] | null;
  partyCode: string | null;
  reminder: boolean;
  refusal: RefusalRow | null;
}

/**
 * The parts of many persons in many releases, pair by pair, each through the keys ("offset 0": a plan made while the tables were
 * still empty would read all of them). Of several claims the one that a page shows: what is going on before what is over, and
 * of that the newest.
 */
export async function listParts(db: Db, pairs: readonly { personId: string; releaseId: string }[]): Promise<PartRow[]> {
  const { rows } = await sql<PartRow & { code: string | null; times: number; at: Date }>`
    select w.person_id, w.release_id, e.number as entry_number, e.place, e.outcome, c.id as claim_id, c.state as claim_state,
      c.hold_until, c.unit_label as seat, e.wishes, p.code as party_code, coalesce(m.there, false) as reminder, f.code, f.times, f.at
    from unnest(${pairs.map((pair) => pair.personId)}::uuid[], ${pairs.map((pair) => pair.releaseId)}::uuid[]) as w (person_id, release_id)
    left join lateral (select * from stock.entry where quota_id = w.release_id and person_id = w.person_id offset 0) e on true
    left join releases.party p on p.id = e.party
    left join lateral (select true as there from releases.reminder
      where release_id = w.release_id and person_id = w.person_id offset 0) m on true
    left join lateral (select * from stock.refusal where quota_id = w.release_id and person_id = w.person_id offset 0) f on true
    left join lateral (
      select id, state, hold_until, unit_label from stock.claim
      where person_id = w.person_id and quota_id in (
        select w.release_id union all select s.quota_id from releases.share s where s.release_id = w.release_id)
      order by coalesce(array_position(array['held', 'active', 'waiting', 'redeemed', 'lapsed'], state), 9), id desc limit 1
    ) c on true`.execute(db);
  return rows.map(({ code, times, at, ...row }) => ({ ...row, refusal: code === null ? null : { code, times, at } }));
}
