import { sql } from "kysely";
import { unitsLeft } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { sendInbox } from "#kernel/notify/notify";
import { subscribe } from "#kernel/outbox/outbox";
import { hasDuty, isWithin } from "#kernel/policy";
import type { HubEvent } from "#kernel/realtime/realtime";
import { findReleasable } from "./releasables.ts";
import { remindDue } from "./reminders.ts";
import type { TakingPart } from "./take-part.ts";

const stockMillis = 500;

/** Event streams of members and staff: stock while it moves, results when they are there, messages, own claims. */
export function liveRoutes(app: App, runtime: Runtime, _part: TakingPart): void {
  app.get("/api/member/events", { access: "member", schema: { hide: true } }, (request, reply) => {
    const member = request.ctx.actor as MemberActor; // the route's access has made sure of it
    return runtime.hub.stream(request, reply, { filter: (event) => memberEvent(event, member) });
  });
  app.get("/api/staff/events", { access: "releases.read", schema: { hide: true } }, (request, reply) => {
    const { actor } = request.ctx;
    return runtime.hub.stream(request, reply, {
      filter: (event) =>
        staffTopics.test(event.topic) && hasDuty(actor, permissionOf(event.topic), event.node)
          ? { event: event.topic, data: withoutPeople(event.payload) }
          : undefined,
    });
  });
}

const staffTopics = /^(release|stock|benefits|activities)\./;
/** Rooms above tell of themselves to those who may read them; the rest are releases and their stock. */
const permissionOf = (topic: string) =>
  /^(benefits|activities)\./.test(topic) ? `${topic.split(".")[0]}.read` : "releases.read";

// Staff see that something happened; who it happened to is read through the pages, which are recorded.
const withoutPeople = ({ persons: _persons, personId: _personId, claims: _claims, ...rest }: Record<string, unknown>) =>
  rest;

function memberEvent(event: HubEvent, member: MemberActor): { event: string; data: unknown } | undefined {
  const { payload } = event;
  if (
    event.topic === "release.stock" ||
    event.topic === "stock.served" ||
    event.topic === "stock.placed" ||
    /^release\.(paused|resumed|topped_up|closed)$/.test(event.topic)
  ) {
    if (!member.reach.some((path) => isWithin(path, event.node))) return undefined;
    if (event.topic === "release.stock") return { event: "release.stock", data: payload };
    return { event: "release.result", data: { releaseId: payload.releaseId ?? payload.quotaId } };
  }
  if (payload.personId === member.personId)
    return {
      event: event.topic === "inbox.new" ? "inbox.new" : "claim.changed",
      data: { claimId: payload.claimId ?? null },
    };
  if (event.topic === "stock.granted" && Array.isArray(payload.persons) && payload.persons.includes(member.personId))
    return { event: "claim.changed", data: { quotaId: payload.quotaId } };
  return undefined;
}

/** Publishes moving stock figures to the streams, and tells people in their inbox what became of their part. */
export function tellPeople(runtime: Runtime, part: TakingPart): () => void {
  let last = new Map<string, string>();
  const timer = setInterval(() => {
    const before = last;
    last = new Map(); // of what is in play now
    const families = Map.groupBy(part.desk.snapshots.all(), (one) => one.parentId ?? one.id); // cards count the shares in
    for (const [id, family] of families) {
      const quota = family.find((one) => one.id === id);
      if (quota === undefined) continue;
      const left = family.reduce((sum, one) => sum + unitsLeft(one), 0);
      const capacity = family.reduce((sum, one) => sum + one.capacity, 0);
      const figure = `${left}/${capacity}/${quota.state}/${quota.servedAt?.getTime() ?? 0}`;
      last.set(id, figure);
      if (before.get(id) === figure) continue;
      runtime.hub.publishLive("release.stock", {
        node: quota.node,
        key: quota.id,
        releaseId: quota.id,
        left,
        capacity,
        state: quota.state,
      });
    }
  }, stockMillis);
  const stops = [
    subscribe("stock.granted", (ctx, event) => tellWinners(ctx, event.payload)),
    subscribe("stock.placed", (ctx, event) => tellLosers(ctx, String(event.payload.quotaId))),
    subscribe("stock.offered", (ctx, event) =>
      tellOne(ctx, "release.offered", String(event.payload.quotaId), String(event.payload.personId), {
        holdUntil: String(event.payload.holdUntil ?? ""),
      }),
    ),
  ];
  const reminding = setInterval(
    () =>
      void remindDue(runtime.system("reminders")).catch((error: Error) =>
        runtime.log.warn({ reason: error.message }, "releases.reminders_failed"),
      ),
    5000,
  );
  return () => {
    clearInterval(timer);
    clearInterval(reminding);
    for (const stop of stops) stop();
  };
}

/** Winners of a served window hear it at once; who claimed first come has seen the answer on the page. */
async function tellWinners(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  if (payload.source !== "entry") return;
  const claims = payload.claims as string[];
  const persons = payload.persons as string[];
  const { title, kind } = await headOf(ctx, String(payload.quotaId));
  const won = findReleasable(kind)?.won;
  const messages = persons.map((personId, index) => {
    const claimId = claims[index] ?? "";
    const link = won === undefined ? {} : { link: won.page(claimId) };
    return { personId, kind: won?.message ?? "release.won", params: { title }, ...link, dedupe: `won:${claimId}` };
  });
  for (let start = 0; start < messages.length; start += 100)
    await transact(ctx, (tx) => sendInbox(tx, messages.slice(start, start + 100)));
}

/** Everybody else learns their place and the next chance, or that a cap passed them over, in one statement. */
async function tellLosers(ctx: Ctx, quotaId: string): Promise<void> {
  const { title } = await headOf(ctx, quotaId);
  await transact(ctx, (tx) =>
    sql`insert into kernel.inbox_message (id, person_id, kind, params, link, dedupe)
      select kernel.uuidv7(), e.person_id, case e.outcome when 'capped' then 'release.capped' else 'release.lost' end,
        jsonb_build_object('title', ${title}::text, 'place', e.place), ${`/releases/${quotaId}`}, 'lost:' || e.quota_id || e.person_id
      from stock.entry e where e.quota_id = ${quotaId} and e.outcome in ('lost', 'capped') on conflict do nothing`.execute(
      tx.db,
    ),
  );
}

async function tellOne(
  ctx: Ctx,
  kind: string,
  quotaId: string,
  personId: string,
  params: Record<string, string>,
): Promise<void> {
  const { title } = await headOf(ctx, quotaId);
  await transact(ctx, (tx) =>
    sendInbox(tx, {
      personId,
      kind,
      params: { title, ...params },
      link: `/releases/${quotaId}`,
      dedupe: `${kind}:${quotaId}:${personId}:${params.holdUntil ?? ""}`,
    }),
  );
}

async function headOf(ctx: Ctx, quotaId: string): Promise<{ title: string; kind: string }> {
  return transact(ctx, async (tx) => {
    const { rows } = await sql<{ title: string; kind: string }>`select r.title, r.kind from releases.release r
      where r.id = coalesce((select parent_id from stock.quota where id = ${quotaId}), ${quotaId}::uuid)`.execute(
      tx.db,
    );
    return rows[0] ?? { title: "", kind: "" };
  });
}
