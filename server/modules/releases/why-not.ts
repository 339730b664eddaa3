import { sql } from "kysely";
import { claimsOn } from "#engines/stock";
import { actorLabel, type MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { myPart } from "./my-parts.ts";
import * as parts from "./parts.store.ts";
import * as store from "./releases.store.ts";
import { getReadable } from "./run-releases.ts";
import type { TakingPart } from "./take-part.ts";

/** What happened to one person in one release, in order, for the "why not me" desk. */
export async function whyNot(
  part: TakingPart,
  ctx: Ctx,
  releaseId: string,
  person: { personId: string; reach: string[]; facts: NonNullable<MemberActor["facts"]> },
) {
  const readable = await transact(ctx, (tx) => getReadable(tx, releaseId));
  const asMember: MemberActor = { kind: "member", sessionId: "", ...person };
  const mine = await myPart(part, asMember, readable.id);
  return transact(ctx, async (tx) => {
    const release = await getReadable(tx, releaseId);
    const entry = await parts.findEntry(tx.db, releaseId, person.personId);
    const shares = await store.listShares(tx.db, [releaseId]);
    const claims = await claimsOn(tx.db, person.personId, [releaseId, ...shares.map((share) => share.quotaId)]);
    await recordReading(tx, release, person.personId);
    const steps = [
      ...(entry === undefined
        ? []
        : [{ at: entry.at, what: "entered", params: { number: entry.number, tickets: entry.weight } }]),
      ...(entry?.place == null || release.placedAt === null
        ? []
        : [{ at: release.placedAt, what: "placed", params: { place: entry.place, capacity: release.capacity } }]),
      ...claims.flatMap((claim) => [
        {
          at: claim.grantedAt ?? claim.createdAt,
          what: claim.grantedAt === null ? "waiting" : "granted",
          params: { number: claim.number ?? 0 },
        },
        ...(claim.endedAt === null ? [] : [{ at: claim.endedAt, what: claim.state as string, params: {} }]),
      ]),
      ...(mine.lastRefusal === undefined
        ? []
        : [
            {
              at: mine.lastRefusal.at,
              what: "refused",
              params: { code: mine.lastRefusal.code, times: mine.lastRefusal.times },
            },
          ]),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
    return {
      personId: person.personId,
      releaseId,
      mine,
      steps,
      caps: await parts.capsOf(tx.db, releaseId, person.personId),
      orderPublished: release.placedAt !== null && entry !== undefined,
      mode: release.mode,
      capacity: release.capacity,
      entries: release.entries ?? (await parts.countEntries(tx.db, [releaseId])).get(releaseId) ?? 0,
    };
  });
}

/** How long one look at somebody's part lasts: the page asks again on every return to its tab. */
const readingMinutes = 15;

/** Writes down that staff read what became of a person, once per reader, person and release in a quarter of an hour. */
async function recordReading(tx: Tx, release: store.ReleaseRow, personId: string): Promise<void> {
  const { rows } = await sql`select from kernel.audit_record
    where object_type = 'person' and object_id = ${personId} and action = 'release.why_read'
      and actor = ${actorLabel(tx.actor)} and strpos(payload, ${release.id}) > 0
      and at > clock_timestamp() - make_interval(mins => ${readingMinutes}) limit 1`.execute(tx.db);
  if (rows.length > 0) return;
  await record(tx, {
    ...{ node: release.node, action: "release.why_read", object: { type: "person", id: personId } },
    detail: { releaseId: release.id },
  });
}

/** Tells a member that their part in a release was looked into, with the way to their own page that says why. */
export async function sendWhy(ctx: Ctx, releaseId: string, personId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const release = await getReadable(tx, releaseId);

    await sendInbox(tx, {
      ...{ personId, kind: "release.explained", params: { title: release.title } },
      ...{
        link: `/releases/${releaseId}/why`,
        dedupe: `explained:${releaseId}:${new Date().toISOString().slice(0, 10)}`,
      },
    });
    await record(tx, {
      ...{ node: release.node, action: "release.why_sent", object: { type: "person", id: personId } },
      detail: { releaseId },
    });
  });
}
