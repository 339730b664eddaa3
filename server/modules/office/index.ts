/** Office: one list of what waits for the signed-in person, and the calendar of worked days. See README.md. */
import type { Module } from "#kernel/module";
import { calendarRoutes } from "./calendar.routes.ts";
import { waitingRoutes } from "./waiting.routes.ts";

export const office: Module = {
  name: "office",
  uses: [],
  routes: (app, runtime) => {
    waitingRoutes(app, runtime);
    calendarRoutes(app);
  },
};
