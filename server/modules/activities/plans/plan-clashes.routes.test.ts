import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { bookHall } from "#modules/places";
import { aCinema, aDuty, aKey, ask, inDays, seriesInput } from "../activities.builders.ts";
import { aPlanningOffice } from "./plans.builders.ts";

const { world, cinema, maker, checker, approver, base, post, aPlan } = await aPlanningOffice();
afterAll(() => world.close());

describe("a plan beside others", () => {
  it("names what has the hall when a session cannot be booked, and then nothing at all is released", async () => {
    const [first, second, late] = [await aPlan(80), await aPlan(80), await aPlan(80)];
    expect(second.items[0].clash).toBeNull();
    const approvals: (() => ReturnType<typeof post>)[] = [];
    for (const plan of [first, second]) {
      const { body } = await post(maker, `/plans/${plan.id}/submit`, { revision: plan.revision });
      const yes = { revision: body.revision, verdict: "passed" };
      await post(checker, `/plans/${plan.id}/check`, yes, aKey());
      approvals.push(() => post(approver, `/plans/${plan.id}/approve`, yes, aKey()));
    }
    expect((await approvals[0]?.())?.status).toBe(200);
    const refused = await approvals[1]?.();
    expect([refused?.status, refused?.body.code, refused?.body.params.title]).toEqual([
      409,
      "places.hall_taken",
      "长津湖",
    ]);
    const tooLate = await post(maker, `/plans/${late.id}/submit`, { revision: late.revision });
    expect([tooLate.status, tooLate.body.code, tooLate.body.params.startsAt]).toEqual([
      409,
      "activities.session_clashes",
      late.items[0].startsAt,
    ]);
    const again = await ask(world, maker.cookie, ["GET", `${base}/plans/${second.id}`]);
    expect([again.body.state, again.body.items[0].state, again.body.items[0].clash.title]).toEqual([
      "checked",
      "planned",
      "长津湖",
    ]);
  });

  it("shows a hall that would not be clean in time, of its own sessions and of others' affairs, whose names stay theirs", async () => {
    const branchMaker = await aDuty(world, cinema.branch, "activities.maker");
    const { body: series } = await post(branchMaker, "/series", {
      ...seriesInput({ organisationId: cinema.branch.id, hallId: cinema.hallId }),
    });
    const day = inDays(170);
    const meeting = { from: new Date(`${day}T12:00:00Z`), to: new Date(`${day}T13:00:00Z`) };
    await bookHall(world.database.ctx(), {
      ...{ hallId: cinema.hallId, during: meeting, purpose: "meeting", title: "主席办公会" },
      organisationId: cinema.union.id,
    });
    const { body: plan } = await post(branchMaker, "/plans", {
      ...{ seriesId: series.id, title: "x", startsOn: day, endsOn: day, generate: false },
    });
    const add = (from: string, to: string) =>
      post(branchMaker, `/plans/${plan.id}/sessions`, {
        ...{ startsAt: `${day}T${from}:00Z`, endsAt: `${day}T${to}:00Z`, opensAt: null },
        ...{ filmId: null, hallId: cinema.hallId, charterOf: null },
      });
    expect((await add("10:00", "11:40")).body.items[0].clash).toBeNull();
    const clashes = (await add("08:00", "09:50")).body.items.map(
      (item: { clash: { title: string } | null }) => item.clash?.title,
    );
    expect(clashes).toEqual(["惠工影院", "惠工影院"]);
    // A quarter of an hour is needed to clean it; what the meeting is about is nobody's business.
    const { body } = await add("11:00", "11:50");
    expect(body.items.at(-1).clash).toMatchObject({ title: "", startsAt: meeting.from.toISOString() });
  });

  it("is approved beside another one of its series: both count the same week", async () => {
    const limited = await aCinema(world, { seatsPerWeek: 1 });
    const who = {
      maker: await aDuty(world, limited.union, "activities.maker"),
      checker: await aDuty(world, limited.union, "activities.checker"),
      approver: await aDuty(world, limited.union, "activities.approver"),
    };
    const day = inDays(30);
    const checked = async (hour: string) => {
      const days = { seriesId: limited.series.id, title: hour, startsOn: day, endsOn: day, generate: false };
      const { body: plan } = await post(who.maker, "/plans", days);
      const session = { startsAt: `${day}T${hour}:00:00Z`, endsAt: `${day}T${hour}:50:00Z`, opensAt: null };
      const rest = { filmId: limited.filmId, hallId: limited.hallId, charterOf: null };
      const { body: full } = await post(who.maker, `/plans/${plan.id}/sessions`, { ...session, ...rest });
      const { body } = await post(who.maker, `/plans/${plan.id}/submit`, { revision: full.revision });
      const yes = { revision: body.revision, verdict: "passed" };
      await post(who.checker, `/plans/${plan.id}/check`, yes, aKey());
      return () => post(who.approver, `/plans/${plan.id}/approve`, yes, aKey());
    };
    const [first, second] = [await checked("08"), await checked("11")];
    const answers = await Promise.all([first(), second()]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql`select count(*)::int as caps from activities.week_cap where series_id = ${limited.series.id}`.execute(tx.db),
    );
    expect(rows).toEqual([{ caps: 1 }]);
  });
});
