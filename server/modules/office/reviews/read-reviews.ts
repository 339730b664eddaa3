import { listClocks } from "#engines/deadlines";
import { registerDecidable } from "#engines/decisions";
import { auditNames } from "#kernel/audit/audit-names";
import { dayOf } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { nodeNames } from "#kernel/node-names";
import { isWithin, pathsHolding, topHolding } from "#kernel/policy";
import { conflict, forbidden, missing } from "#kernel/problem";
import { answerClock } from "./open-reviews.ts";
import { type LineList, quarterOf } from "./review.rules.ts";
import * as store from "./review.store.ts";

/** Who manages accounts, and where. Throws access.forbidden. */
export function readerOf(tx: Tx): store.Reader {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  return { paths: pathsHolding(tx.actor, "staff.manage"), accountId: tx.actor.accountId };
}

/** The reviews of the last quarters with how far they have come, as far as the reader answers for accounts; the newest first. */
export async function listReviews(ctx: Ctx) {
  const { rows, counts, mayOpen } = await transact(ctx, async (tx) => {
    const found = await store.listReviews(tx.db);
    const top = topHolding(tx.actor, "staff.manage");
    const quarter = quarterOf(dayOf(tx.clock.now()));
    return {
      rows: found,
      counts: await store.countLines(
        tx.db,
        found.map(({ id }) => id),
        readerOf(tx),
      ),
      mayOpen: top !== undefined && !found.some((review) => review.node === top && review.quarter === quarter),
    };
  });
  const { clocks, names } = await aboutReviews(ctx, rows);
  const items = rows.flatMap((row) => {
    const count = counts.find(({ reviewId }) => reviewId === row.id);
    const clock = clocks.get(row.id)?.find(({ kind }) => kind === answerClock);
    if (count === undefined || clock === undefined) return [];
    const { reviewId: _, ...figures } = count;
    return [
      {
        ...{ id: row.id, quarter: row.quarter, openedAt: row.openedAt.toISOString(), ...figures },
        organisationName: names.get(row.nodeId) ?? "",
        clock,
      },
    ];
  });
  return { items, can: { open: mayOpen } };
}

/** Clocks and names at the top of a tree are no secret to those below who must answer. */
const aboutReviews = (ctx: Ctx, rows: readonly store.ReviewRow[]) =>
  transact(serverSight(ctx), async (tx) => ({
    clocks: await listClocks(tx, { type: "duty_review", ids: rows.map(({ id }) => id) }),
    names: await nodeNames(
      tx.db,
      rows.map(({ nodeId }) => nodeId),
    ),
  }));

export interface LinePage {
  reviewId: string;
  list: LineList;
  after?: string | undefined;
  limit: number;
}

/** Lines of one review where the reader manages accounts. Throws duty_review.missing. */
export async function listReviewLines(ctx: Ctx, given: LinePage) {
  const { rows, accountId } = await transact(ctx, async (tx) => {
    const review = await getReview(tx, given.reviewId);
    const before = given.list === "gone" ? await store.findReviewBefore(tx.db, review) : undefined;
    const reader = readerOf(tx);
    const page = { ...reader, list: given.list, after: given.after, limit: given.limit + 1 };
    const found = await store.listLines(tx.db, { id: review.id, beforeId: before?.id }, page);
    return { rows: found, accountId: reader.accountId };
  });
  const shown = rows.slice(0, given.limit);
  const named = await namesOfLines(ctx, shown);
  const items = shown.map(({ node: _, accountId: holder, ...row }) => ({
    ...row,
    ...named(row),
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    signedInAt: row.signedInAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    canAnswer: given.list !== "gone" && !row.ended && holder !== accountId,
  }));
  return { items, next: rows.length > given.limit ? (items.at(-1)?.grantId ?? null) : null };
}

/** A review of the tree in which the actor manages accounts. Throws duty_review.missing. */
export async function getReview(tx: Tx, id: string): Promise<store.ReviewRow> {
  const review = await store.findReview(tx.db, id);
  const isReaders = review !== undefined && readerOf(tx).paths.some((path) => isWithin(path, review.node));
  if (!isReaders) throw missing("duty_review.missing");
  return review;
}

/** What places and grantors are called; whoever granted may have an account elsewhere, and is named all the same. */
export async function namesOfLines(ctx: Ctx, rows: readonly Pick<store.LineRow, "nodeId" | "grantedBy">[]) {
  const { places, people } = await transact(serverSight(ctx), async (tx) => ({
    places: await nodeNames(tx.db, [...new Set(rows.map(({ nodeId }) => nodeId))]),
    people: await auditNames(
      tx.db,
      rows.map(({ grantedBy }) => ({ actor: grantedBy, detail: {} })),
    ),
  }));
  return ({ nodeId, grantedBy }: Pick<store.LineRow, "nodeId" | "grantedBy">) => ({
    nodeName: places.get(nodeId) ?? "",
    /** Null: the server itself, when it was set up. */
    grantedBy: people[grantedBy.replace(/^staff:/, "staff_account:")] ?? null,
  });
}

// Who has lines to answer is reminded every day, until they are answered, where everything else waits for them too.
registerDecidable({
  type: "duty_review",
  onPage: true,
  waitingFor: async (tx) => {
    if (tx.actor.kind !== "staff" || pathsHolding(tx.actor, "staff.manage").length === 0) return [];
    const reviews = (await store.listReviews(tx.db)).slice(0, 4);
    const counts = await store.countLines(
      tx.db,
      reviews.map(({ id }) => id),
      readerOf(tx),
    );
    return reviews.flatMap((review) => {
      const mine = counts.find(({ reviewId }) => reviewId === review.id)?.mine ?? 0;
      if (mine === 0) return [];
      return [
        {
          ...{ id: review.id, title: review.quarter, node: review.node, revision: 1, step: "reviewed", from: null },
          ...{ since: review.openedAt, amountFen: null, link: `/duties/reviews/${review.id}` },
          facts: [{ code: "duty_lines", params: { lines: mine } }],
        },
      ];
    });
  },
  decide: async () => {
    throw conflict("decisions.on_its_page");
  },
});
