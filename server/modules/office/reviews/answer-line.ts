import { record } from "#kernel/audit/audit";
import { dayOf, endOfDay } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { conflict, forbidden, invalid, missing } from "#kernel/problem";
import { assertMayRevoke, endDuty } from "#kernel/sign-in/grants";
import { reviewObject } from "./open-reviews.ts";
import { getReview } from "./read-reviews.ts";
import type { ReviewVerdict } from "./review.rules.ts";
import * as store from "./review.store.ts";

/**
 * What becomes of one duty: it stays, ends at once (on every process within a second), or after a day. Kept with day and name; said again,
 * the last word counts while the duty is held. A duty is never lengthened here: what has been shortened is granted anew. Throws
 * duty_review.missing, duty_review.day_missing, duty_review.day_past, duty_review.day_beyond {day}, duty_review.shortened_already {day},
 * staff.no_such_grant, access.forbidden (one's own; where one manages no accounts).
 */
export async function answerLine(
  ctx: Ctx,
  given: { reviewId: string; grantId: string; verdict: ReviewVerdict; endsOn?: string | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    const review = await getReview(tx, given.reviewId);
    const line = await store.lockLine(tx.db, review.id, given.grantId);
    if (line === undefined) throw missing("duty_review.missing");
    const { validUntil } = await assertMayRevoke(tx, { accountId: line.accountId, grantId: given.grantId });
    if (given.verdict === "stays" && line.endsOn !== null)
      throw conflict("duty_review.shortened_already", { day: line.endsOn });
    const endsOn = given.verdict === "ends_on" ? dayGiven(given.endsOn, dayOf(tx.clock.now())) : null;

    const { reviewId, grantId, verdict } = given;
    if (verdict !== "stays") {
      const until = endsOn === null ? undefined : endOfDay(endsOn);
      if (until !== undefined && validUntil !== null && until > validUntil)
        throw invalid("duty_review.day_beyond", { day: lastDayBefore(validUntil) });
      // On the day on which it ends anyhow: said, and nothing to change.
      if (until?.getTime() !== validUntil?.getTime() || until === undefined)
        await endDuty(tx, { accountId: line.accountId, grantId, until });
    }
    const by = { by: tx.actor.accountId, byName: tx.actor.name };
    await store.answerLine(tx.db, { reviewId, grantId }, { verdict, endsOn, ...by });
    const detail = { grantId, verdict, endsOn, quarter: review.quarter, staffAccountId: line.accountId };
    await record(tx, { node: line.node, action: "duty_review.answered", object: reviewObject(review.id), detail });
  });
}

const lastDayBefore = (moment: Date): string => dayOf(new Date(moment.getTime() - 1));

function dayGiven(day: string | undefined, today: string): string {
  if (day === undefined) throw invalid("duty_review.day_missing");
  if (day < today) throw invalid("duty_review.day_past", { today });
  return day;
}
