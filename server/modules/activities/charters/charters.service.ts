import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { peopleBriefs } from "#modules/membership";
import { listShares } from "#modules/releases";
import { noSuchSession } from "../activities.errors.ts";
import { mayBringGuests } from "../activities.policy.ts";
import { maskedNamesOf } from "../people.ts";
import { countSessions, type HolderRow, listHolders } from "../sessions/holders.store.ts";
import { stateAt } from "../sessions/session.rules.ts";
import { findSession, listSessions, type SessionRow } from "../sessions/session.store.ts";
import { countsOf, viewSessions } from "../sessions/session.view.ts";
import { seatsNow } from "../sessions/staff-sessions.service.ts";
import type { Charter, CharterDetail } from "./charter.schemas.ts";
import { findCharter } from "./get-charter.ts";

interface Page {
  from?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Houses of the unions for which the actor may hand in who comes, in order of time. The cinema's rows are another union's. */
export async function listCharters(ctx: Ctx, page: Page): Promise<{ items: Charter[]; next: string | null }> {
  return transact(serverSight(ctx), async (tx) => {
    const after = page.after === undefined ? undefined : await findSession(tx.db, page.after);
    const rows = await listSessions(tx.db, {
      charterPaths: pathsHolding(tx.actor, "activities.charter"),
      from: page.from === undefined ? undefined : new Date(page.from),
      ...{ states: ["scheduled", "cancelled"], after, limit: page.limit + 1 },
    });
    const shown = rows.slice(0, page.limit);
    const next = rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await viewCharters(tx, shown), next };
  });
}

/** One house with its seats and who has them. Throws activities.no_such_session. */
export async function getCharter(ctx: Ctx, secrets: Secrets, id: string): Promise<CharterDetail> {
  return transact(serverSight(ctx), async (tx) => {
    const session = await findCharter(tx, id);
    const [view] = session === undefined ? [] : await viewCharters(tx, [session]);
    if (view === undefined) throw noSuchSession();
    const holders = await listHolders(tx.db, id);
    return { ...view, seats: await seatsNow(tx, id, holders), guests: await viewGuests(tx, secrets, holders) };
  });
}

async function viewCharters(tx: Tx, rows: readonly SessionRow[]): Promise<Charter[]> {
  if (rows.length === 0) return [];
  const views = await viewSessions(tx, rows);
  const ids = rows.map((row) => row.id);
  const counts = await countSessions(tx.db, ids);
  const shares = await listShares(
    tx.db,
    rows.flatMap((row) => row.releaseId ?? []),
  );
  const untilOf = new Map(shares.flatMap(({ award, releaseId, spillAt }) => (award ? [[releaseId, spillAt]] : [])));
  return views.flatMap((view, at) => {
    const row = rows[at];
    if (row === undefined || row.audienceOrganisationId === null) return [];
    const takesLists = row.releaseId !== null && untilOf.has(row.releaseId);
    const isAhead = stateAt(row, tx.clock.now()) === "scheduled";
    return {
      ...{ ...view, organisationId: row.audienceOrganisationId },
      counts: { ...countsOf(counts.get(row.id)), listed: counts.get(row.id)?.awarded ?? 0 },
      listUntil: untilOf.get(row.releaseId ?? "")?.toISOString() ?? null,
      can: { list: takesLists && isAhead && mayBringGuests(tx.actor, row) },
    };
  });
}

async function viewGuests(tx: Tx, secrets: Secrets, holders: readonly HolderRow[]): Promise<CharterDetail["guests"]> {
  const people = [...new Set(holders.map((holder) => holder.personId))];
  const nameOf = await maskedNamesOf(tx.db, people);
  const briefs = await peopleBriefs(tx.db, secrets, people);
  return holders.map(({ claimId, personId, seat, source, enteredAt }) => ({
    ...{ claimId, seat, name: nameOf(personId), phoneMasked: briefs.get(personId)?.phoneMasked ?? "" },
    ...{ listed: source === "award", enteredAt: enteredAt?.toISOString() ?? null },
  }));
}
