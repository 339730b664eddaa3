import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";

const Count = z.number().int().min(0);

export const Statistics = z
  .object({
    seriesTitle: z.string(),
    years: z.array(
      z.object({
        year: z.number().int(),
        sessions: Count,
        charters: Count,
        cancelled: Count,
        given: Count,
        /** 人次, charters included and apart; persons 人 are counted once. */
        attendances: Count,
        charterAttendances: Count,
        persons: Count,
        missed: Count,
        weeks: Count,
        perWeek: Count.nullable(),
        otherEvents: Count,
      }),
    ),
    past: z.array(
      z.object({
        ...{ year: z.number().int(), sessions: Count, charters: Count, attendances: Count, persons: Count.nullable() },
        ...{ otherEvents: Count, source: z.string(), enteredBy: z.string(), enteredAt: Instant },
      }),
    ),
    total: z.object({ sessions: Count, charters: Count, attendances: Count, otherEvents: Count }),
  })
  .meta({ id: "SeriesStatistics" });
export type Statistics = z.infer<typeof Statistics>;

const Figure = Count.max(10_000_000);
export const PastYearInput = z
  .strictObject({
    sessions: Figure,
    charters: Figure.default(0),
    attendances: Figure,
    persons: Figure.nullable().default(null),
    otherEvents: Figure.default(0),
    source: z.string().trim().min(2).max(200),
  })
  .refine((year) => year.charters <= year.sessions, { path: ["charters"] });
export type PastYearInput = z.output<typeof PastYearInput>;
export const YearParams = z.object({ seriesId: z.uuid(), year: z.coerce.number().int().min(1949).max(2100) });
