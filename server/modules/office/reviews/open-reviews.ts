import { z } from "zod";
import { startClock } from "#engines/deadlines";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { defineJob } from "#kernel/jobs";
import { NotPermitted, topHolding } from "#kernel/policy";
import { conflict } from "#kernel/problem";
import { answerDays, quarterOf } from "./review.rules.ts";
import * as store from "./review.store.ts";

export const reviewObject = (id: string) => ({ type: "duty_review", id });
/** What the clock of a review is called. */
export const answerClock = "answer";

/** Takes down who holds which duty in this quarter, for every tree that has no review of it yet. Gives how many were opened. */
export async function openDueReviews(system: Ctx): Promise<number> {
  return transact(system, async (tx) => {
    const quarter = quarterOf(dayOf(tx.clock.now()));
    const tops = await store.listTopsWithout(tx.db, quarter);
    let opened = 0;
    for (const top of tops) opened += (await open(tx, { ...top, quarter })) === undefined ? 0 : 1;
    return opened;
  });
}

/** The same for the tree of whoever asks, at once. Throws access.forbidden, duty_review.there_already. */
export async function openReview(ctx: Ctx): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const node = topHolding(tx.actor, "staff.manage");
    if (node === undefined) throw new NotPermitted({ permission: "staff.manage" });
    const quarter = quarterOf(dayOf(tx.clock.now()));
    const top = (await store.listTopsWithout(tx.db, quarter)).find((one) => one.node === node);
    const id = top && (await open(tx, { ...top, quarter }));
    if (id === undefined) throw conflict("duty_review.there_already");
    return { id };
  });
}

/** Gives its id, or nothing when somebody else was quicker. */
async function open(tx: Tx, of: { nodeId: string; node: string; quarter: string }): Promise<string | undefined> {
  const id = uuidv7();
  if (!(await store.insertReview(tx.db, { ...of, id, openedBy: actorLabel(tx.actor) }))) return undefined;
  const lines = await store.insertLines(tx.db, { ...of, id });
  const { dueOn } = await startClock(tx, {
    object: reviewObject(id),
    node: of.node,
    kind: answerClock,
    days: answerDays,
  });
  const detail = { quarter: of.quarter, lines, dueOn };
  await record(tx, { node: of.node, action: "duty_review.opened", object: reviewObject(id), detail });
  return id;
}

/** Every morning: the first of a quarter opens its review, and a server that slept that day opens it later. */
export const dutyReviewJob = defineJob({
  name: "office.open_duty_reviews",
  data: z.object({}),
  cron: "10 6 * * *",
  handler: async (ctx) => {
    const opened = await openDueReviews(ctx);
    if (opened > 0) ctx.log.info({ opened }, "office.duty_reviews_opened");
  },
});
