import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { hasDuty, pathsHolding } from "#kernel/policy";
import { noSuchOrganisation, wrongDays } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { getOrganisationNode } from "../organisations.ts";
import { voucherNumber } from "../settlement/statement-view.service.ts";
import { seeingAll } from "../sight.ts";
import { faultsOfDay, faultsOfMerchant, netFen, noShifts } from "./reconciliation.rules.ts";
import {
  bookedByDay,
  type DayOfMerchant,
  daysOfMerchants,
  redemptionsOfDay,
  type ShiftsRow,
  shiftsOfDays,
} from "./reconciliation.store.ts";

export interface ReconciliationQuery {
  organisationId?: string | undefined;
  fromDay: string;
  toDay: string;
}

/** Each day of a union's campaigns: what tills did, what the books say, and what is not settled. Throws benefits.wrong_days. */
export async function getReconciliation(ctx: Ctx, { organisationId, fromDay, toDay }: ReconciliationQuery) {
  if (fromDay > toDay || addDays(fromDay, 92) < toDay) throw wrongDays();
  return transact(ctx, async (tx) => {
    const window = { paths: await pathsFor(tx, organisationId), from: startOfDay(fromDay), to: endOfDay(toDay) };
    // Names are the merchants'; which campaigns are counted is said by the actor's paths.
    return seeingAll(tx, async () => {
      const rows = await daysOfMerchants(tx.db, window);
      const booked = await bookedByDay(tx.db, window);
      const merchantIds = [...new Set(rows.map((row) => row.merchantId))];
      const today = startOfDay(dayOf(await databaseNow(tx.db)));
      const shifts = await shiftsOfDays(tx.db, { ...window, merchantIds, today });
      const days = [...new Set([...rows.map((row) => row.day), ...booked.keys()])].sort().reverse();
      return {
        items: days.map((day) =>
          viewDay(
            day,
            rows.filter((row) => row.day === day),
            booked.get(day) ?? 0,
            shifts.filter((row) => row.day === day),
          ),
        ),
      };
    });
  });
}

async function pathsFor(tx: Tx, organisationId: string | undefined): Promise<string[]> {
  if (organisationId === undefined) return pathsHolding(tx.actor, "benefits.read");
  const node = await getOrganisationNode(tx.db, organisationId);
  if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
  return [node];
}

function viewDay(day: string, rows: readonly DayOfMerchant[], bookedFen: number, counted: readonly ShiftsRow[]) {
  const shiftsOf = (id: string) => {
    const { open, closed, slips, notSent } = counted.find((row) => row.merchantId === id) ?? noShifts;
    return { open, closed, slips, notSent };
  };
  const merchants = rows.map(({ merchantId, tradeName, day: _day, ...figures }) => ({
    shifts: shiftsOf(merchantId),
    ...{ merchant: { id: merchantId, name: tradeName }, ...figures },
    netFen: netFen(figures),
    faults: faultsOfMerchant({ merchantId, tradeName, day, ...figures }, shiftsOf(merchantId)),
  }));
  const faults = faultsOfDay(rows, bookedFen);
  return {
    ...{ day, bookedFen, faults, merchants },
    netFen: rows.reduce((sum, row) => sum + netFen(row), 0),
    ok: faults.length === 0 && merchants.every((one) => one.faults.length === 0),
  };
}

const most = 1000;

/** The redemptions behind one merchant's day. */
export async function listDayLines(
  ctx: Ctx,
  { organisationId, merchantId, day }: { organisationId?: string | undefined; merchantId: string; day: string },
) {
  return transact(ctx, async (tx) => {
    const window = { paths: await pathsFor(tx, organisationId), from: startOfDay(day), to: endOfDay(day) };
    const rows = await seeingAll(tx, () => redemptionsOfDay(tx.db, { ...window, merchantId, limit: most + 1 }));
    return {
      items: rows.slice(0, most).map((row) => ({
        ...{ id: row.id, at: row.at.toISOString(), store: row.storeName, clerk: row.clerkName, kind: row.kindTitle },
        ...{ voucher: voucherNumber(row.claimId), amountFen: row.amountFen, offFen: row.offFen, receipt: row.receipt },
        ...{ offline: row.offline, undoneAt: row.undoneAt?.toISOString() ?? null, returnedFen: row.returnedFen },
        statement: row.number === null || row.position === null ? null : { number: row.number, position: row.position },
      })),
      more: rows.length > most,
    };
  });
}
