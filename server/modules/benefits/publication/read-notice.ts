import { writeXlsx } from "hucre/xlsx";
import { LRUCache } from "lru-cache";
import { dayOf } from "#kernel/business-day";
import { type Ctx, serverSight, transact } from "#kernel/context";
import { rowsPerPicture } from "#kernel/pictures/rows-per-picture";
import { findOrganisationById } from "#modules/membership";
import { noSuchNotice, noticeOver } from "../benefits.errors.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { type NoticeState, noticeStateOn } from "./notice.rules.ts";
import { findNotice, type NoticeRecord } from "./notice.store.ts";

export interface PublicNotice {
  notice: NoticeRecord;
  union: string;
}

/** A notice that hangs out today, for anybody; else whether it ever did. */
export async function readNotice(ctx: Ctx, id: string): Promise<PublicNotice | { over: true } | undefined> {
  // Nobody's sight reaches no row; what hangs out today is everybody's to read.
  return transact(serverSight(ctx), async (tx) => {
    const notice = await findNotice(tx.db, id);
    const state: NoticeState | undefined = notice && noticeStateOn(notice, dayOf(tx.clock.now()));
    if (notice === undefined || state === "proposed" || state === "planned" || state === "refused") return undefined;
    if (state !== "published") return { over: true as const };
    const campaign = await findCampaign(tx.db, notice.campaignId);
    const union = await findOrganisationById(tx.db, campaign?.organisationId ?? "");
    return { notice, union: union?.name ?? "" };
  });
}

async function getPublic(ctx: Ctx, id: string): Promise<PublicNotice> {
  const found = await readNotice(ctx, id);
  if (found === undefined) throw noSuchNotice();
  if ("over" in found) throw noticeOver();
  return found;
}

export const hasTails = ({ rows }: NoticeRecord): boolean => rows.some(({ tail }) => tail !== "");
export const wayOf = (awarded: boolean): string => (awarded ? "直接发放" : "抢到");

const headings = (notice: NoticeRecord): string[] => [
  ...["序号", "姓名", "单位"],
  ...(hasTails(notice) ? ["手机尾号"] : []),
  ...["所得", "方式"],
];

/** The cells of each row, from `first` on. */
export const cellsOf = (notice: NoticeRecord, first = 0, count = notice.rows.length): string[][] =>
  notice.rows
    .slice(first, first + count)
    .map(({ name, union, tail, what, awarded }, index) => [
      ...[String(first + index + 1), name, union],
      ...(hasTails(notice) ? [tail] : []),
      ...[what, wayOf(awarded)],
    ]);

export const wordsOf = ({ startsOn, endsOn, people, contactName, contactLine }: NoticeRecord) => ({
  period: `公示时间：${startsOn} 至 ${endsOn}。共 ${people} 人次，姓名已部分隐去。`,
  objection: `如有异议，请在公示期内联系 ${contactName}，电话 ${contactLine}。`,
});

/** Anybody may ask as often as they like; the rows of a notice never change while it hangs out. */
const workbooks = new LRUCache<string, Promise<Uint8Array>>({ max: 20, ttl: 300_000 });

/** The list as a workbook. Throws benefits.no_such_notice, benefits.notice_over (410). */
export async function noticeWorkbook(ctx: Ctx, id: string): Promise<Uint8Array> {
  const found = await getPublic(ctx, id);
  const key = `${id} ${found.notice.endsOn} ${found.union}`;
  const known = workbooks.get(key) ?? writeWorkbook(found);
  workbooks.set(key, known, { noUpdateTTL: true });
  return known;
}

function writeWorkbook({ notice, union }: PublicNotice): Promise<Uint8Array> {
  const { period, objection } = wordsOf(notice);
  const rows = [[union], [notice.title], [period], headings(notice), ...cellsOf(notice), [objection]];
  return writeXlsx({ sheets: [{ name: "公示", rows, columns: headings(notice).map(() => ({ width: 22 })) }] });
}

/** One part of the list as a long picture, as PNG. Throws benefits.no_such_notice, benefits.notice_over (410). */
export async function noticePicture(
  ctx: Ctx,
  id: string,
  { part, link }: { part: number; link: string },
): Promise<Buffer> {
  const { notice, union } = await getPublic(ctx, id);
  const rows = cellsOf(notice, (part - 1) * rowsPerPicture, rowsPerPicture);
  if (rows.length === 0) throw noSuchNotice();
  const parts = Math.ceil(notice.rows.length / rowsPerPicture);
  const { period, objection } = wordsOf(notice);
  const widths: Record<string, number> = { 序号: 1.2, 姓名: 2, 单位: 4, 手机尾号: 1.8, 所得: 2.6, 方式: 1.8 };
  // The canvas takes 40 MB of every process that loads it, also of those that never draw.
  const { drawLongPicture } = await import("#kernel/pictures/long-picture");
  return drawLongPicture({
    ...{ from: union, title: parts > 1 ? `${notice.title}（${part}/${parts}）` : notice.title, before: [period] },
    columns: headings(notice).map((title) => ({ title, width: widths[title] ?? 2 })),
    ...{ rows, after: [objection], link, invitation: "扫码看公示页面。公示期满，页面自动撤下。" },
  });
}
