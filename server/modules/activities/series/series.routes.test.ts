import { afterAll, describe, expect, it } from "vitest";
import { ask, inDays, seriesInput } from "../activities.builders.ts";
import { aPlanningOffice } from "../plans/plans.builders.ts";

const { world, cinema, maker, checker, base, post } = await aPlanningOffice();
afterAll(() => world.close());

describe("a series", () => {
  it("is opened and changed by who keeps it, and refused with a rule that nobody can read", async () => {
    const input = seriesInput({ organisationId: cinema.union.id, hallId: cinema.hallId });
    const { status, body } = await post(maker, "/series", input);
    expect(status).toBe(201);
    const wrong = { slots: [{ rule: "EVERY DAY", time: "18:30", minutes: 120 }] };
    const url = `${base}/series/${body.id}`;
    expect((await ask(world, maker.cookie, ["PATCH", url], { body: wrong })).body.code).toBe(
      "activities.unreadable_rule",
    );
    const weekly = await ask(world, maker.cookie, ["PATCH", url], { body: { seatsPerWeek: 2 } });
    expect(weekly.body).toMatchObject({ seatsPerWeek: 2, hall: { name: "一号厅" } });
    expect((await ask(world, checker.cookie, ["PATCH", url], { body: { seatsPerWeek: 3 } })).status).toBe(403);
  });

  it("keeps its shares sound when only one of them is changed", async () => {
    const shares = { shiftTag: "倒班", shiftPercent: 60 };
    const input = seriesInput({ organisationId: cinema.union.id, hallId: cinema.hallId, ...shares });
    const url = `${base}/series/${(await post(maker, "/series", input)).body.id}`;
    for (const body of [{ awardPercent: 40 }, { shiftTag: null }, { shiftPercent: 0 }]) {
      const refused = await ask(world, maker.cookie, ["PATCH", url], { body });
      expect([refused.status, refused.body.code]).toEqual([422, "activities.wrong_shares"]);
    }
    expect((await ask(world, maker.cookie, ["PATCH", url], { body: { awardPercent: 30 } })).status).toBe(200);
  });

  it("keeps dated rules on absences, none of them for days gone by", async () => {
    const url = `/series/${cinema.series.id}/absence-rules`;
    const rule = { validFrom: inDays(0), absences: 2, withinDays: 60, effect: "entry", rounds: 2 };
    expect((await post(maker, url, rule)).body.rules).toHaveLength(1);
    expect((await post(maker, url, rule)).body.code).toBe("activities.rule_exists");
    expect((await post(maker, url, { ...rule, validFrom: inDays(-1) })).body.code).toBe("activities.rule_in_the_past");
  });
});
