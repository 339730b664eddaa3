import dayjs from "dayjs";
import { serverClock } from "../../../shared/clock.ts";

/** Today as the server has it. */
export const today = (): string => dayjs(serverClock.now()).format("YYYY-MM-DD");
