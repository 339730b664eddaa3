import type pg from "pg";
import type { Member } from "../bench/stage.ts";
import { servingOrder } from "../server/engines/stock/index.ts";
import { type FreeSeat, seatWinners } from "../wire/seating.ts";
import type { Showing } from "./seats.world.ts";

/** What one phone was told when it entered, and what it has said last. */
export interface Entered {
  member: Member;
  number: number;
  wishes: string[];
  /** The same for people of one code. */
  party: string | undefined;
}

/** What the product publishes of a window. */
export interface Order {
  secret: string;
  entries: [number, number][];
  seating?: { free: FreeSeat[]; winners: { entry: number; wishes: string[]; party: number | null; label: string }[] }[];
}

/**
 * Faults of a served window: whoever entered is in the order, the winners are the first of it who were not given a seat before, each
 * with the wishes that were acknowledged, and the seats follow from the public rule; so does what is written.
 */
export async function orderFaults(
  db: pg.Client,
  given: { showing: Showing; entered: readonly Entered[]; awarded: ReadonlySet<string>; order: Order },
): Promise<string[]> {
  const { showing, entered, awarded, order } = given;
  const faults: string[] = [];
  const byNumber = new Map(entered.map((one) => [one.number, one]));
  const missing = entered.filter((one) => !order.entries.some(([number]) => number === one.number));
  if (missing.length > 0) faults.push(`${missing.length} entries are not in the order`);

  const secret = Buffer.from(order.secret, "hex");
  const entries = order.entries.map(([number, weight]) => ({ number, weight }));
  const turn = servingOrder(secret, entries).filter(
    (number) => !awarded.has(byNumber.get(number)?.member.personId ?? ""),
  );
  const due = turn.slice(0, showing.seats.length - showing.chartered);
  const winners = order.seating?.[0]?.winners ?? [];
  if (JSON.stringify(winners.map((winner) => winner.entry)) !== JSON.stringify(due))
    faults.push("the winners are not the first of the order");
  for (const winner of winners) {
    const said = byNumber.get(winner.entry);
    if (JSON.stringify(said?.wishes ?? []) !== JSON.stringify(winner.wishes))
      faults.push(`entry ${winner.entry} was seated by other wishes`);
    if ((said?.party === undefined) !== (winner.party === null))
      faults.push(`entry ${winner.entry} was seated with other company`);
  }

  const again = winners.map((one) => ({
    ...{ id: String(one.entry), wishes: one.wishes, party: one.party === null ? null : String(one.party) },
  }));
  const seats = seatWinners(order.seating?.[0]?.free ?? [], again);
  const otherwise = winners.filter((winner) => seats.get(String(winner.entry)) !== winner.label);
  if (otherwise.length > 0) faults.push(`${otherwise.length} sit otherwise than by the rule`);
  return [...faults, ...(await writtenOtherwise(db, showing, winners))];
}

async function writtenOtherwise(
  db: pg.Client,
  { releaseId }: Showing,
  winners: readonly { entry: number; label: string }[],
): Promise<string[]> {
  const { rows } = await db.query<{ entry: number; label: string }>(
    `select e.number::integer as entry, c.unit_label as label from stock.claim c join stock.entry e
      on e.quota_id = c.quota_id and e.person_id = c.person_id where c.quota_id = $1 and c.source = 'entry'`,
    [releaseId],
  );
  const written = new Map(rows.map((row) => [row.entry, row.label]));
  const wrong = winners.filter((winner) => written.get(winner.entry) !== winner.label).length;
  return wrong === 0 && written.size === winners.length ? [] : [`${wrong} winners are written otherwise`];
}

/** Seats of a release with two people on them, people with none, and counters that differ: must be none at every instant. */
export async function doubledSeats(db: pg.Client, releaseId: string): Promise<number> {
  const { rows } = await db.query<{ doubled: number }>(
    `with family as (select * from stock.quota where id = $1 or parent_id = $1),
      live as (select c.* from stock.claim c join family f on f.id = c.quota_id where c.state in ('held', 'active', 'redeemed', 'lapsed'))
    select ((select count(*) from (select from live where unit_label is not null group by unit_label having count(*) > 1) s)
      + (select count(*) from live c left join stock.unit u on u.claim_id = c.id
          where u.label is null or u.label is distinct from c.unit_label or u.quota_id <> c.quota_id)
      + (select count(*) from family f where f.capacity - f.taken - f.held
          <> (select count(*) from stock.unit u where u.quota_id = f.id and u.claim_id is null)))::integer as doubled`,
    [releaseId],
  );
  return rows[0]?.doubled ?? -1;
}

/** Acknowledged claims that are not as they were told: live with a seat, or given back. */
export async function lostClaims(
  db: pg.Client,
  releaseId: string,
  told: ReadonlyMap<string, "live" | "returned">,
): Promise<{ lost: number; untold: number }> {
  const { rows } = await db.query<{ id: string; state: string }>(
    `select c.id, case when c.state = 'returned' then 'returned' else 'live' end as state from stock.claim c
      join stock.quota q on q.id = c.quota_id where q.id = $1 or q.parent_id = $1`,
    [releaseId],
  );
  const written = new Map(rows.map((row) => [row.id, row.state]));
  const lost = [...told].filter(([id, state]) => written.get(id) !== state).length;
  return { lost, untold: [...written.keys()].filter((id) => !told.has(id)).length };
}
