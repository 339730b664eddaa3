import { closeQuota, pauseQuota, resumeQuota, stockFacts, topUp } from "#engines/stock";
import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { announce } from "#kernel/outbox/outbox";
import { authorise, can, hasDuty, policy } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { seeingAll } from "#kernel/sight";
import * as parts from "./parts.store.ts";
import { rangeOf, toCards } from "./read-releases.ts";
import { stoppedOf } from "./releasables.ts";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";

type Resource = Pick<store.ReleaseRow, "node" | "quotaState">;

const runs = (actor: Actor, release: Pick<Resource, "node">) => hasDuty(actor, "releases.run", release.node);

/** Who may run a release that is under way. */
export const releasePolicy = policy<
  Resource,
  Record<"pause" | "resume" | "topUp" | "close", (actor: Actor, release: Resource) => boolean>
>({
  pause: (actor, release) => runs(actor, release) && release.quotaState === "open",
  resume: (actor, release) => runs(actor, release) && release.quotaState === "paused",
  topUp: (actor, release) => hasDuty(actor, "releases.top_up", release.node) && release.quotaState !== "closed",
  close: (actor, release) => runs(actor, release) && release.quotaState !== "closed",
});

export async function listForStaff(
  ctx: Ctx,
  now: Date,
  query: { from?: string | undefined; to?: string | undefined; campaignId?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const releases = await store.listReleases(tx.db, {
      ...rangeOf(query, now),
      ...(query.campaignId === undefined ? {} : { campaignId: query.campaignId }),
      limit: 200,
    });
    const mine = releases.filter((release) => hasDuty(ctx.actor, "releases.read", release.node));
    return { items: await describe(tx, mine, now), next: null };
  });
}

export async function getForStaff(ctx: Ctx, now: Date, releaseId: string) {
  return transact(ctx, async (tx) => {
    const release = await getReadable(tx, releaseId);
    const [described] = await describe(tx, [release], now);
    if (described === undefined) throw errors.noSuchRelease();
    return described;
  });
}

/**
 * What one person may do; a campaign's releases are topped up and ended through the campaign, unless it is only rehearsed, and go on
 * with it. A hall has no more seats than it has.
 */
const canAlone = (tx: Tx, release: store.ReleaseRow, stopped: ReadonlySet<string>) => {
  const may = can(tx.actor, releasePolicy, release);
  const free = isOnesOwn(release);
  const resume = may.resume && !stopped.has(release.subjectId);
  return { ...may, topUp: may.topUp && free && !release.numbered, close: may.close && free, resume };
};

const isOnesOwn = (release: store.ReleaseRow) => release.campaignId === null || release.rehearsal;

/** A release that the actor may read. Throws release.no_such_release. */
export async function getReadable(tx: Tx, releaseId: string): Promise<store.ReleaseRow> {
  const release = await store.findRelease(tx.db, releaseId);
  if (release === undefined || !hasDuty(tx.actor, "releases.read", release.node)) throw errors.noSuchRelease();
  return release;
}

/** Releases as staff read them: five questions however many there are. */
async function describe(tx: Tx, releases: readonly store.ReleaseRow[], now: Date) {
  const cards = await toCards(tx.db, releases, now);
  const ids = releases.map((release) => release.id);
  const shares = Map.groupBy(ids.length === 0 ? [] : await store.listShares(tx.db, ids), (share) => share.releaseId);
  const quotas = [...ids, ...[...shares.values()].flat().map((share) => share.quotaId)];
  const facts = new Map((await stockFacts(tx.db, quotas)).map((fact) => [fact.quotaId, fact]));
  const open = releases.filter((release) => release.mode !== "first_come" && release.entries === null);
  const entries = await parts.countEntries(
    tx.db,
    open.map((release) => release.id),
  );
  const touched = await store.touched(tx.db, ids);
  const stopped = await stoppedOf(tx.db, releases);
  return releases.flatMap((release, index) => {
    const card = cards[index];
    if (card === undefined) return [];
    const own = shares.get(release.id) ?? [];
    const family = [release.id, ...own.map((share) => share.quotaId)].map((id) => facts.get(id));
    const sum = (figure: "waiting" | "redeemed" | "lapsed" | "returned" | "awarded") =>
      family.reduce((total, fact) => total + (fact?.[figure] ?? 0), 0);
    const entered = release.entries ?? entries.get(release.id) ?? 0;
    return [
      {
        ...card,
        organisationPath: release.node,
        taken: release.taken,
        held: release.held,
        entries: entered,
        waiting: sum("waiting"),
        redeemed: sum("redeemed"),
        lapsed: sum("lapsed"),
        returned: sum("returned"),
        awarded: sum("awarded"),
        servedAt: release.servedAt,
        secretHash: release.secretHash?.toString("hex") ?? null,
        shares: own.map(viewShare),
        can: canAlone(tx, release, stopped),
        touches: { entered, ...(touched.get(release.id) ?? { holding: 0, reminded: 0 }) },
      },
    ];
  });
}

const viewShare = ({
  quotaId,
  title,
  branch,
  tag,
  award,
  capacity,
  taken,
  held,
  spillAt,
  spilledAt,
  ownHour,
}: store.ShareRow) => ({
  ...{ id: quotaId, title, branch, tag, award, opensAt: ownHour, spillAt, spilledAt },
  ...{ capacity, taken: taken + held, left: capacity - taken - held },
});

export const pauseRelease = (ctx: Ctx, releaseId: string, reason: string) =>
  act(ctx, releaseId, "pause", "release.paused", { reason }, (tx) => pauseQuota(tx, releaseId));

/** Lets one release go on that one person has paused. Throws release.stopped_above when what it belongs to is stopped as a whole. */
export async function resumeAlone(ctx: Ctx, releaseId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const release = await getReadable(tx, releaseId);
    if ((await stoppedOf(tx.db, [release], { hold: true })).size > 0) throw errors.stoppedAbove();
    await seeingAll(tx, () => resumeRelease(tx, releaseId));
  });
}

export const resumeRelease = (ctx: Ctx, releaseId: string) =>
  act(ctx, releaseId, "resume", "release.resumed", {}, (tx) => resumeQuota(tx, releaseId));

export const closeRelease = (ctx: Ctx, releaseId: string, reason: string) =>
  act(ctx, releaseId, "close", "release.closed", { reason }, (tx) => closeQuota(tx, releaseId));

/** Adds units; their money is set aside in the same transaction. The same key adds once. */
export const topUpRelease = (ctx: Ctx, releaseId: string, units: number, key: string) =>
  act(ctx, releaseId, "topUp", "release.topped_up", { units }, (tx) =>
    once(tx, { operation: "release.top_up", key, request: { releaseId, units } }, () => topUp(tx, releaseId, units)),
  );

/** Ends a release for good, asked for by one person: what belongs to a campaign ends through its change, which others pass. */
export async function closeAlone(ctx: Ctx, releaseId: string, reason: string): Promise<void> {
  const release = await transact(ctx, (tx) => getReadable(tx, releaseId));
  if (!isOnesOwn(release)) throw forbidden("access.forbidden");
  await closeRelease(ctx, releaseId, reason);
}

/**
 * Adds units, asked for by one person. A campaign's money opens only through its two persons, so what belongs to a campaign
 * is refused here with access.forbidden; of a rehearsal it is play money.
 */
export async function topUpAlone(ctx: Ctx, releaseId: string, units: number, key: string): Promise<void> {
  const release = await transact(ctx, (tx) => getReadable(tx, releaseId));
  if (!isOnesOwn(release)) throw forbidden("access.forbidden");
  await topUpRelease(ctx, releaseId, units, key);
}

async function act(
  ctx: Ctx,
  releaseId: string,
  rule: keyof typeof releasePolicy,
  topic: string,
  detail: Record<string, unknown>,
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  // What is offered on and whose money it is may lie outside the actor's own sight; the two lines below decide who may.
  const sighted = "inTransaction" in ctx ? ctx : serverSight(ctx);
  await transact(sighted, async (tx) => {
    const release = await getReadable(tx, releaseId);
    authorise(tx.actor, releasePolicy[rule], release);

    await work(tx);

    // The quota writes down what changed in it; why, and that it was this release, stands here.
    const object = { type: "release", id: releaseId };
    await record(tx, { chain: `quota:${releaseId}`, node: release.node, action: topic, object, detail });
    await announce(tx, topic, { node: release.node, releaseId, ...detail });
  });
}

/** The server's own sight on the acts above, for a module whose own rule has allowed them (a campaign is paused). */
export const runAs = serverSight;
