/** What is said of one duty: it goes on, ends at once, or after a day. */
export const verdicts = ["stays", "ends_now", "ends_on"] as const;
export type ReviewVerdict = (typeof verdicts)[number];

/** Which lines are looked at; `gone`: held at the review before and not at this one. */
export const lineLists = ["open", "all", "new", "gone"] as const;
export type LineList = (typeof lineLists)[number];

/** Working days for answering. */
export const answerDays = 10;

/** The quarter of a day (YYYY-MM-DD), e.g. "2026-Q4". */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
