import { z } from "zod";
import { dayKinds, listCalendarYears, readDecree, saveCalendarYear } from "#engines/deadlines";
import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { authorise, topHolding } from "#kernel/policy";

const Day = z.strictObject({ day: z.iso.date(), kind: z.enum(dayKinds), name: z.string().trim().max(40) });
const CalendarYear = z
  .object({
    year: z.number().int(),
    source: z.string(),
    provisional: z.boolean(),
    edition: z.number().int(),
    updatedAt: Instant,
    days: z.array(Day),
  })
  .meta({ id: "CalendarYear" });
const CalendarYears = z
  .object({ items: z.array(CalendarYear), can: z.object({ edit: z.boolean() }) })
  .meta({ id: "CalendarYears" });
const Year = z.number().int().min(2000).max(2099);
const SaveCalendarYear = z
  .strictObject({
    year: Year,
    source: z.string().trim().min(1).max(200),
    provisional: z.boolean(),
    /** Of the year as it was read; 0 for one that is not there yet. */
    edition: z.number().int().min(0),
    days: z.array(Day).max(366),
  })
  .meta({ id: "SaveCalendarYear" });
const SavedCalendarYear = z.object({ movedClocks: z.number().int() }).meta({ id: "SavedCalendarYear" });
const ReadDecree = z.strictObject({ year: Year, text: z.string().max(20_000) });
const DecreeRead = z.object({ days: z.array(Day) }).meta({ id: "DecreeRead" });

const tags = ["office"];
/** The calendar is the whole installation's. */
const mayEdit = (actor: Actor) => topHolding(actor, "settings.manage") !== undefined;

/** Which days are worked: read by all staff, kept by those who keep the installation. */
export function calendarRoutes(app: App): void {
  app.get(
    "/api/calendar/years",
    { access: "staff", schema: { operationId: "listCalendarYears", tags, response: { 200: CalendarYears } } },
    (request) => listYears(request.ctx),
  );
  app.put(
    "/api/calendar/years",
    {
      access: "settings.manage",
      schema: {
        ...{ operationId: "saveCalendarYear", tags },
        ...{ body: SaveCalendarYear, response: { 200: SavedCalendarYear } },
      },
    },
    (request) => saveYear(request.ctx, request.body),
  );
  app.post(
    "/api/calendar/years/read",
    {
      access: "settings.manage",
      schema: { operationId: "readDecree", tags, body: ReadDecree, response: { 200: DecreeRead } },
    },
    async (request) => ({ days: readDecree(request.body.text, request.body.year) }),
  );
}

async function listYears(ctx: Ctx) {
  return transact(ctx, async (tx) => {
    const years = await listCalendarYears(tx.db);
    const items = years.map((year) => ({ ...year, updatedAt: year.updatedAt.toISOString() }));
    return { items, can: { edit: mayEdit(tx.actor) } };
  });
}

/** Replaces a year's days; running clocks are counted again. Throws access.forbidden, calendar.*. */
async function saveYear(ctx: Ctx, given: Parameters<typeof saveCalendarYear>[1]) {
  authorise(ctx.actor, mayEdit, undefined);
  // Clocks of every union move, not only of those whom the actor sees.
  return transact(serverSight(ctx), async (tx) => {
    const movedClocks = await saveCalendarYear(tx, given);
    const { year, source, provisional } = given;
    const detail = { year, source, provisional, days: given.days.length, movedClocks };
    const object = { type: "calendar", id: String(year) };
    await record(tx, {
      node: topHolding(tx.actor, "settings.manage") ?? "",
      action: "calendar.year_saved",
      object,
      detail,
    });
    return { movedClocks };
  });
}
