import type { NoticeRecord } from "./notice.store.ts";

export type NoticeState = "proposed" | "planned" | "published" | "over" | "refused" | "withdrawn";

/** What a reader is told on a day: an agreed notice hangs out from its first day to its last. */
export function noticeStateOn(notice: Pick<NoticeRecord, "state" | "startsOn" | "endsOn">, today: string): NoticeState {
  if (notice.state !== "published") return notice.state;
  if (today < notice.startsOn) return "planned";
  return today > notice.endsOn ? "over" : "published";
}
