import { hourOf } from "../business-day.ts";

/** From when until when nobody is told what can wait: hours of the day at the place of business. */
const quietFrom = 21;
const quietUntil = 8;

/** True at night, when only what cannot wait is sent. */
export const isQuiet = (at: Date): boolean => hourOf(at) >= quietFrom || hourOf(at) < quietUntil;
