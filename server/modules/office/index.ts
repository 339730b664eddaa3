/** Office: one list of what waits for the signed-in person, the calendar of worked days, reviews and hand-overs of duties. See README.md. */
import type { Module } from "#kernel/module";
import { calendarRoutes } from "./calendar.routes.ts";
import { handOverRoutes } from "./hand-over/hand-over.routes.ts";
import { reviewRoutes } from "./reviews/review.routes.ts";
import { waitingRoutes } from "./waiting.routes.ts";

export const office: Module = {
  name: "office",
  uses: [],
  routes: (app, runtime) => {
    waitingRoutes(app, runtime);
    calendarRoutes(app);
    reviewRoutes(app);
    handOverRoutes(app, runtime);
  },
};
