import { sql } from "kysely";
import { businessTimeZone } from "../clock.ts";

/** Today at the place of business, as SQL: `current_date` is that of UTC, which begins eight hours later. */
export const today = sql.raw(`(clock_timestamp() at time zone '${businessTimeZone}')::date`);
