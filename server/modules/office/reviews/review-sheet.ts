import { type Column, exportWorkbook, type Values } from "#engines/sheets";
import { record } from "#kernel/audit/audit";
import { atBusinessPlace, dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { dutyTitles } from "#wire/duty-titles/zh-CN";
import { reviewObject } from "./open-reviews.ts";
import { getReview, listReviewLines } from "./read-reviews.ts";

const texts = {
  verdict: { stays: "继续", ends_now: "立即结束", ends_on: "到期结束" },
  change: { first: "", new: "新给", changed: "期限有变", same: "" },
} as const;
const column = (key: string, title: string, kind: "text" | "day" = "text"): Column => ({ key, title, kind });
const columns = [
  ...[column("name", "姓名"), column("login", "账号"), column("duty", "职责"), column("place", "在哪个组织")],
  ...[column("from", "开始", "day"), column("until", "截止", "day"), column("signedIn", "最近登录", "day")],
  ...[column("grantedBy", "由谁给的"), column("change", "与上次相比"), column("verdict", "核对结果")],
  ...[column("endsOn", "结束日期", "day"), column("answeredBy", "核对人"), column("answeredOn", "核对日期", "day")],
];
const pageSize = 500;

/**
 * One review as a workbook, as far as the reader manages accounts, while its rows are read. Written down. Throws duty_review.missing.
 */
export async function reviewSheet(
  ctx: Ctx,
  reviewId: string,
): Promise<{ name: string; content: AsyncGenerator<Uint8Array> }> {
  const { quarter, watermark } = await transact(ctx, async (tx) => {
    const review = await getReview(tx, reviewId);
    await record(tx, { node: review.node, action: "duty_review.exported", object: reviewObject(reviewId) });
    const by = tx.actor.kind === "staff" ? tx.actor.name : "";
    const now = atBusinessPlace(tx.clock.now());
    return { quarter: review.quarter, watermark: `${by} · ${now.toPlainDate()} · ${review.quarter}` };
  });
  const definition = { title: `职责核对 ${quarter}`, columns };
  return {
    name: `职责核对-${quarter}.xlsx`,
    content: exportWorkbook({ definition, rows: rowsOf(ctx, reviewId), watermark }),
  };
}

async function* rowsOf(ctx: Ctx, reviewId: string): AsyncGenerator<Values> {
  for (let after: string | undefined; ; ) {
    const page = await listReviewLines(ctx, { reviewId, list: "all", after, limit: pageSize });
    for (const line of page.items)
      yield {
        ...{ name: line.accountName, login: line.login, duty: titleOf(line.duty), place: line.nodeName },
        ...{ from: onDay(line.validFrom), until: onDay(line.validUntil), signedIn: onDay(line.signedInAt) },
        ...{ grantedBy: line.grantedBy, change: texts.change[line.change] },
        verdict: line.verdict === null ? (line.ended ? "已结束" : null) : texts.verdict[line.verdict],
        ...{ endsOn: line.endsOn, answeredBy: line.answeredByName, answeredOn: onDay(line.answeredAt) },
      };
    if (page.next === null) return;
    after = page.next;
  }
}

const titleOf = (duty: string): string =>
  Object.entries(dutyTitles).find(([key]) => key === duty.replaceAll(".", "_"))?.[1] ?? duty;
const onDay = (instant: string | null): string | null => (instant === null ? null : dayOf(new Date(instant)));
