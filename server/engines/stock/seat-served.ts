import type pg from "pg";
import { type FreeSeat, type SeatedWinner, seatWinners } from "#wire/seating";

/**
 * Seats the winners of a window that was served in this transaction, by the public rule of wire/seating, and keeps what it was
 * decided from, so that everybody can repeat it. Units without a place in a hall were given out by `stock.serve` already.
 */
export async function seatServed(client: pg.ClientBase, quotaId: string): Promise<void> {
  const { rows } = await client.query<{ id: string; node: string }>(
    "select id, node::text as node from stock.quota where seated and (id = $1 or parent_id = $1) order by id",
    [quotaId],
  );
  for (const quota of rows) await seatQuota(client, quotaId, quota);
}

async function seatQuota(client: pg.ClientBase, windowId: string, quota: { id: string; node: string }): Promise<void> {
  const { rows: winners } = await client.query<SeatedWinner & { entry: number }>(
    `select c.id, e.number as entry, coalesce(e.wishes, '{}') as wishes, e.party
      from stock.claim c join stock.entry e on e.quota_id = $1 and e.person_id = c.person_id
      where c.quota_id = $2 and c.source = 'entry' and c.unit_label is null order by c.number`,
    [windowId, quota.id],
  );
  if (winners.length === 0) return;
  const { rows: free } = await client.query<FreeSeat>(
    `select label, row_no as "row", col_no as col, best from stock.unit where quota_id = $1 and claim_id is null
      order by best, label`,
    [quota.id],
  );
  const seats = seatWinners(free, winners);
  const claims = winners.map((winner) => winner.id);
  const labels = claims.map((id) => seats.get(id));
  await client.query("select stock.seat_winners($1, $2::uuid[], $3::text[])", [quota.id, claims, labels]);
  await client.query(
    `insert into stock.seating (quota_id, node, free, winners, seated_at) values ($1, $2, $3, $4, clock_timestamp())`,
    [quota.id, quota.node, JSON.stringify(free), JSON.stringify(published(winners, seats))],
  );
}

/** Winners as everybody may see them: by entry number, the company as a small number that means nothing elsewhere. */
function published(winners: readonly (SeatedWinner & { entry: number })[], seats: ReadonlyMap<string, string>) {
  const parties = new Map<string, number>();
  const numberOf = (party: string) => {
    const known = parties.get(party) ?? parties.size + 1;
    parties.set(party, known);
    return known;
  };
  return winners.map(({ id, entry, wishes, party }) => ({
    entry,
    wishes,
    party: party == null ? null : numberOf(party),
    label: seats.get(id),
  }));
}
