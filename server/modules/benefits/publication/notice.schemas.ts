import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";

export const NoticeRow = z.object({
  name: z.string(),
  union: z.string(),
  /** The last digits of the phone, or "" when they are not shown. */
  tail: z.string(),
  what: z.string(),
  awarded: z.boolean(),
});
export type NoticeRow = z.output<typeof NoticeRow>;

/** Longer lists are no lists any more; a campaign's releases are published one by one then. */
export const mostRows = 5000;

export const NewNotice = z
  .strictObject({
    /** Null: everything of the campaign. */
    releaseId: z.uuid().nullable(),
    title: z.string().trim().min(1).max(80),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    contactName: z.string().trim().min(1).max(20),
    contactLine: z
      .string()
      .trim()
      .regex(/^[0-9+()\s-]{5,30}$/),
    /** Whether the last four digits of phones are shown, so that people of one name know which they are. */
    tails: z.boolean().default(false),
    /** Whether a second person must agree before it hangs out. */
    secondPerson: z.boolean().default(true),
  })
  .refine((notice) => notice.startsOn <= notice.endsOn, { path: ["endsOn"] });
export type NewNotice = z.output<typeof NewNotice>;

export const Notice = z
  .object({
    id: z.uuid(),
    campaignId: z.uuid(),
    releaseId: z.uuid().nullable(),
    title: z.string(),
    contactName: z.string(),
    contactLine: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    people: z.number().int(),
    /** The first rows, as they hang out; none after the end. */
    sample: z.array(NoticeRow),
    state: z.enum(["proposed", "planned", "published", "over", "refused", "withdrawn"]),
    reason: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    /** Addresses on this server. */
    page: z.string(),
    excel: z.string(),
    pictures: z.array(z.string()),
    can: z.object({ decide: z.boolean(), extend: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: "Notice" });
export const NoticeList = z
  .object({ items: z.array(Notice), can: z.object({ propose: z.boolean() }) })
  .meta({ id: "NoticeList" });
export const NoticeParams = z.strictObject({ noticeId: z.uuid() });
export const NoticeDecision = z.strictObject({
  verdict: z.enum(["passed", "refused"]),
  note: z.string().trim().max(300).default(""),
});
export const NoticeExtension = z.strictObject({ endsOn: z.iso.date(), reason: z.string().trim().min(2).max(300) });
