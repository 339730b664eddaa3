import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import type { SessionFinder } from "#kernel/sign-in/actor-finder";
import { IdParams } from "../merchants/merchant.schemas.ts";
import type { TillPower } from "../tills/clerk-pin.service.ts";
import { RedemptionDay, RedemptionsQuery } from "../tills/till.schemas.ts";
import { tillCtx } from "../tills/till-ctx.ts";
import { getStoreDay } from "../tills/till-day.service.ts";
import { closeShift } from "./close-shift.service.ts";
import * as shapes from "./shift.schemas.ts";
import * as service from "./shifts.service.ts";

/** Shifts of the clerks, and what each store did on a day: at the till, for its manager, and for the union. */
export function shiftRoutes(app: App, power: TillPower, sessions: Pick<SessionFinder, "forget">): void {
  tillShiftRoutes(app);
  closeRoute(app, power, sessions);
  staffShiftRoutes(app);
}

const till = ["till"];

function tillShiftRoutes(app: App): void {
  app.get(
    "/api/till/shift",
    { access: "clerk", schema: { operationId: "getTillShifts", tags: till, response: { 200: shapes.TillShifts } } },
    ({ ctx }) => service.getTillShifts(tillCtx(ctx)),
  );
  app.get(
    "/api/till/shifts",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "listTillShifts", tags: till, querystring: shapes.ShiftsQuery },
        response: { 200: shapes.ShiftPage },
      },
    },
    ({ ctx, query }) => service.listTillShifts(tillCtx(ctx), query),
  );
  app.get(
    "/api/till/days",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "getTillDays", tags: till, querystring: shapes.DayQuery },
        response: { 200: shapes.StoreDays },
      },
    },
    ({ ctx, query }) => service.getTillDays(tillCtx(ctx), query.on),
  );
}

function closeRoute(app: App, power: TillPower, sessions: Pick<SessionFinder, "forget">): void {
  app.post(
    "/api/till/shifts/:id/close",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "closeShift", tags: till, params: shapes.ShiftParams, headers: IdempotencyHeaders },
        ...{ body: shapes.CloseShift, response: { 200: shapes.Shift } },
      },
    },
    async ({ ctx, params, body, headers }) => {
      const at = tillCtx(ctx);
      const input = { shiftId: params.id, ...body, key: headers["idempotency-key"] };
      const closed = await closeShift(at, power.secrets, input);
      sessions.forget(at.actor.tillId); // the next touch comes before the notification does
      return closed;
    },
  );
}

const tags = ["merchants"];

function staffShiftRoutes(app: App): void {
  app.get(
    "/api/staff/merchants/:id/shifts",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "listMerchantShifts", tags, params: IdParams, querystring: shapes.ShiftsQuery },
        response: { 200: shapes.ShiftPage },
      },
    },
    ({ ctx, params, query }) => service.listMerchantShifts(ctx, params.id, query),
  );
  app.get(
    "/api/staff/merchants/:id/days",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "getMerchantDays", tags, params: IdParams, querystring: shapes.DayQuery },
        response: { 200: shapes.StoreDays },
      },
    },
    ({ ctx, params, query }) => service.getMerchantDays(ctx, params.id, query.on),
  );
  app.get(
    "/api/staff/stores/:id/redemptions",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "listStoreRedemptions", tags, params: IdParams, querystring: RedemptionsQuery },
        response: { 200: RedemptionDay },
      },
    },
    ({ ctx, params, query }) => getStoreDay(ctx, params.id, query.on),
  );
}
