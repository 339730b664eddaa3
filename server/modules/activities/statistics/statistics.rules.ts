/** Attendances per week in which something was shown; null while nothing was. */
export const weekly = (attendances: number, weeks: number): number | null =>
  weeks === 0 ? null : Math.round(attendances / weeks);
