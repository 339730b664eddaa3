/** Activities: what happens at a time in a hall (a cinema's showings), who has a seat, and who came. See README.md. */
import { codeKeys } from "#engines/codes";
import type { Module } from "#kernel/module";
import { registerShareable } from "#kernel/share/shareables";
import { isSecure } from "#kernel/sign-in/sessions";
import { refreshStock, registerReleasable } from "#modules/releases";
import "./activities.jobs.ts";
import "./activities.policy.ts";
import { attendanceRoutes } from "./attendance/attendance.routes.ts";
import "./attendance/standing.ts";
import "./audit-names.ts";
import { charterRoutes } from "./charters/charter.routes.ts";
import "./charters/waiting-charters.ts";
import { doorRoutes } from "./doors/door.routes.ts";
import "./doors/door-session.ts";
import { planRoutes } from "./plans/plan.routes.ts";
import "./attendance/waiting-excuses.ts";
import "./plans/waiting-plans.ts";
import { seriesRoutes } from "./series/series.routes.ts";
import { seatCards } from "./sessions/member-sessions.service.ts";
import { sessionRoutes } from "./sessions/session.routes.ts";
import { sharedSession } from "./share/session-share.ts";
import "./sheets/charter-list.ts";
import "./sheets/door-list.ts";
import "./sheets/showing-target.ts";
import { statisticsRoutes } from "./statistics/statistics.routes.ts";
import { ticketPage } from "./tell-people.ts";
import { ticketRoutes } from "./tickets/ticket.routes.ts";

export { addFilm } from "./films/films.service.ts";
export { decidePlan, submitPlan } from "./plans/decide-plan.service.ts";
export { addSession, draftPlan } from "./plans/draft-plan.service.ts";
export { NewSeries } from "./series/series.schemas.ts";
export { addAbsenceRule, openSeries } from "./series/series.service.ts";

registerReleasable("seat", { cards: seatCards, won: { message: "activities.won", page: ticketPage } });
registerShareable("showings", { permission: "activities.read", page: "/showings/:id", read: sharedSession });

export const activities: Module = {
  name: "activities",
  uses: ["membership", "places", "releases"],
  routes: async (app, runtime) => {
    const { secrets } = runtime;
    const power = { secrets, codes: await codeKeys(secrets) };
    const changed = () => refreshStock(runtime);
    seriesRoutes(app);
    planRoutes(app, secrets, changed);
    sessionRoutes(app, changed);
    charterRoutes(app, secrets);
    attendanceRoutes(app);
    statisticsRoutes(app);
    ticketRoutes(app);
    doorRoutes(app, power, isSecure(runtime.config));
  },
};
