import { dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { seeingAll } from "#kernel/sight";
import { type ServiceKind, serviceKinds } from "#wire/service-kinds";
import * as store from "./service.store.ts";

/** By what a service is known to the room that gave it, e.g. `{ type: "benefits.redemption", id }`. */
export interface ServiceSource {
  type: string;
  id: string;
}

export interface Service {
  personId: string;
  /** The union that serves. */
  organisationId: string;
  kind: ServiceKind;
  source: ServiceSource;
  /** What it was, as its receiver reads it. */
  title: string;
  /** When; its day at the place of business counts. */
  at: Date;
}

/**
 * Writes who was served, in the running transaction of whoever serves: what is rolled back was no service. Once per source,
 * however often it is said. Counts as 人次 or 件次 by its kind. The caller has authorised the act; needs no right of its own.
 * Gives how many were new.
 */
export async function recordServices(tx: Tx, services: readonly Service[]): Promise<number> {
  if (services.length === 0) return 0;
  const rows = services.map(({ at, ...one }) => ({
    ...{ ...one, id: uuidv7(), unit: serviceKinds[one.kind], onDay: dayOf(at) },
  }));
  // The record belongs to the union that serves, which a till or a door cannot see.
  return seeingAll(tx, () => store.insertServices(tx.db, rows));
}

export const recordService = (tx: Tx, service: Service): Promise<number> => recordServices(tx, [service]);

/**
 * Takes a service back by a counter-entry of today (an undo, goods brought back): once, and only what was recorded before.
 * False when there is nothing to take back.
 */
export const takeBackService = (tx: Tx, source: ServiceSource): Promise<boolean> =>
  seeingAll(tx, () => store.counterService(tx.db, source, { id: uuidv7(), onDay: dayOf(tx.clock.now()) }));
