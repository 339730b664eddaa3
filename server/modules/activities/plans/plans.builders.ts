import { aCinema, aDuty, ask, aWorld, inDays } from "../activities.builders.ts";

interface Who {
  cookie: string;
}

interface Item {
  id: string;
  startsAt: string;
  endsAt: string;
  opensAt: string | null;
  edition: number;
  hall: { id: string };
  film: { id: string } | null;
}

export type { Item as PlannedItem };

const base = "/api/staff/activities";

/** A cinema whose plans are tested, with its officers, and requests as they send them. */
export async function aPlanningOffice() {
  const world = await aWorld();
  const cinema = await aCinema(world, { awardPercent: 10, shiftTag: "倒班", shiftPercent: 20 });
  const maker = await aDuty(world, cinema.union, "activities.maker");
  const checker = await aDuty(world, cinema.union, "activities.checker");
  const approver = await aDuty(world, cinema.union, "activities.approver");

  const post = (who: Who | undefined, path: string, body: object = {}, key?: string) =>
    ask(world, who?.cookie, ["POST", `${base}${path}`], { body, ...(key === undefined ? {} : { key }) });

  /** Sends a planned session back as it was read, with what is changed. */
  const replan = (who: Who, planId: string, session: Item, change: object) => {
    const { id, startsAt, endsAt, opensAt, edition, hall, film } = session;
    const body = { startsAt, endsAt, opensAt, edition, hallId: hall.id, filmId: film?.id ?? null, charterOf: null };
    return ask(world, who.cookie, ["PUT", `${base}/plans/${planId}/sessions/${id}`], { body: { ...body, ...change } });
  };

  /** A plan of two weeks that begins so many days from now, every session with a film. */
  const aPlan = async (daysAhead: number) => {
    const days = { startsOn: inDays(daysAhead), endsOn: inDays(daysAhead + 13) };
    let plan = (await post(maker, "/plans", { seriesId: cinema.series.id, title: "两周", ...days })).body;
    for (const session of plan.items) plan = (await replan(maker, plan.id, session, { filmId: cinema.filmId })).body;
    return plan;
  };
  return { world, cinema, maker, checker, approver, base, post, replan, aPlan };
}
