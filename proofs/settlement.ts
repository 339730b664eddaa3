import { balances } from "../server/engines/funds/index.ts";
import { transact } from "../server/kernel/context.ts";
import type { Proof } from "./proof.ts";
import { seededRandom } from "./random.ts";
import { type Deeds, playPeriod } from "./settlement.deeds.ts";
import { type Period, settlePeriod, tamper } from "./settlement.office.ts";
import { openSettlementWorld, type SettlementWorld } from "./settlement.world.ts";

const merchants = 11;
const periods = 3;

export const settlement: Proof = {
  shows:
    "random redemptions, undos, returns of goods and offline doubles over 11 merchants and 3 periods: statements add up to the books to the fen, nothing is paid twice, a touched line is found",
  run: async ({ seed, short, say }) => {
    const random = seededRandom(seed);
    const world = await openSettlementWorld(merchants, short ? 66 : 660);
    try {
      const deeds: Deeds = { redeemed: [], undone: 0, returned: 0, doubles: 0, borneFen: 0, refused: 0 };
      const faults: string[] = [];
      const settled: Period[] = [];
      for (let number = 1; number <= periods; number++) {
        const naiveFrom = new Date();
        await playPeriod(world, random, { deeds, share: number / periods });
        const period = await settlePeriod(world, random, { number, naiveFrom });
        settled.push(period);
        faults.push(...period.faults, ...(await booksDiffer(world, settled)));
        say(`period ${number}: ${period.statements} statements, ${period.lines} lines, ${period.totalFen} fen`);
      }
      faults.push(...(await paidTwice(world)));
      const touched = await tamper(world, random, short ? 6 : 30);
      say(`${touched.tried} touched lines: ${touched.found} found`);
      if (touched.found !== touched.tried) faults.push(`tampering: ${touched.found} of ${touched.tried} found`);
      const paidFen = settled.reduce((sum, period) => sum + period.totalFen, 0);
      const naiveFen = settled.reduce((sum, period) => sum + period.naiveFen, 0);
      const { paid } = await transact(world.use.system, (tx) => balances(tx, world.sourceId));
      say(
        `control: statements without corrections and without memory say ${naiveFen} fen where the books paid ${paid}`,
      );
      return {
        ok: faults.length === 0,
        negativeControlFailed: naiveFen !== paid,
        ...{ merchants, periods, statements: settled.reduce((sum, period) => sum + period.statements, 0) },
        lines: settled.reduce((sum, period) => sum + period.lines, 0),
        ...{ redeemed: deeds.redeemed.length, undone: deeds.undone, returned: deeds.returned, doubles: deeds.doubles },
        ...{ refused: deeds.refused, borneFen: deeds.borneFen, paidFen, bookedFen: paid },
        ...{
          tamperedLines: touched.tried,
          tamperedFound: touched.found,
          controlFen: naiveFen,
          faults: faults.slice(0, 10),
        },
      };
    } finally {
      await world.close();
    }
  },
};

/** After each period everything that was used or borne is paid: nothing is owed, and what was paid is what the statements say. */
async function booksDiffer({ use, sourceId }: SettlementWorld, settled: readonly Period[]): Promise<string[]> {
  const stated = settled.reduce((sum, period) => sum + period.totalFen, 0);
  const money = await transact(use.system, (tx) => balances(tx, sourceId));
  const faults: string[] = [];
  if (money.redeemed !== 0) faults.push(`${money.redeemed} fen are used and on no paid statement`);
  if (money.compensated !== 0) faults.push(`${money.compensated} fen are borne and not paid`);
  if (money.paid !== stated) faults.push(`statements say ${stated} fen, the books paid ${money.paid}`);
  return faults;
}

/** Straight from the tables, past the code that is to be proven. */
async function paidTwice({ stage }: SettlementWorld): Promise<string[]> {
  const { rows } = await stage.owner.query<{ what: string }>(`
    select 'twice on statements: ' || source_id as what from benefits.statement_line group by kind, source_id having count(*) > 1
    union all
    select 'redeemed and on no statement: ' || r.id from benefits.redemption r where r.undone_at is null
      and not exists (select from benefits.statement_line l where l.kind = 'redemption' and l.source_id = r.id)
    union all
    select 'returned and never taken back: ' || v.id from benefits.reversal v
      where not exists (select from benefits.statement_line l where l.kind = 'reversal' and l.source_id = v.id)
    union all
    select 'the statements of claim ' || c.id || ' do not add up to its books' from (
      select cl.id, coalesce((select sum(off_fen) from benefits.statement_line l where l.claim_id = cl.id and l.kind <> 'difference'), 0) as stated,
        coalesce((select sum(r.off_fen) from benefits.redemption r where r.claim_id = cl.id and r.undone_at is null), 0)
        - coalesce((select sum(v.off_fen) from benefits.reversal v where v.claim_id = cl.id), 0) as taken
      from stock.claim cl) c where c.stated <> c.taken
    union all
    select 'a gap in the numbers' from (select max(sequence) - count(*) as gap from benefits.statement) n where gap <> 0`);
  return rows.map((row) => row.what);
}
