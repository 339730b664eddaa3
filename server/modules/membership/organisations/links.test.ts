import { describe, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import type { BuiltOrganisation } from "../membership.builders.ts";
import { at, officeOfProvince } from "./organisations.builders.ts";

const today = dayOf(new Date());
const { add, ask, get, addMember, post, staff, twoCities } = officeOfProvince();

describe("links", () => {
  test("of industry show people and figures when they say so, for as long as they hold, and let nothing be changed", async () => {
    const { one, county, union } = await twoCities();
    const industry = await add("industry", one);
    const watcher = await staff(industry, "people.officer");
    const member = await addMember(union);
    const sees = async () => (await ask("GET", `/api/people/${member.id}`, undefined, watcher)).statusCode;
    expect(await sees()).toBe(404);

    const blind = await post(at(union, "/links"), { kind: "industry", toId: industry.id });
    expect(blind.statusCode, blind.body).toBe(201);
    expect(await sees()).toBe(404);
    await post(`/api/organisation-links/${blind.json().id}/end`, { on: today, reason: "改约定" });
    const link = await post(at(union, "/links"), {
      kind: "industry",
      toId: industry.id,
      grantsSight: true,
      agreement: "数据共享",
    });
    await expect.poll(sees, { timeout: 1000 }).toBe(200);
    expect((await get("/api/people", watcher)).items).toMatchObject([{ id: member.id }]);
    const count = await get(`/api/statistics/organisations?organisationId=${union.id}&day=${today}`, watcher);
    expect(count).toMatchObject({ total: 1, unions: 1 });
    const change = await ask("PATCH", `/api/people/${member.id}`, { name: "改名" }, watcher);
    expect(change.statusCode).toBe(403);
    expect((await ask("PATCH", at(union), { name: "改名" }, watcher)).statusCode).toBe(403);
    // And nothing beside what is linked.
    const neighbour = await addMember(await add("base", county));
    expect((await ask("GET", `/api/people/${neighbour.id}`, undefined, watcher)).statusCode).toBe(404);

    const ended = await post(`/api/organisation-links/${link.json().id}/end`, { on: today, reason: "到期" }, watcher);
    expect(ended.statusCode, ended.body).toBe(204);
    await expect.poll(sees, { timeout: 1000 }).toBe(404);
  });

  test.each(["alliance", "co_building", "pairing"] as const)("of %s carry no right", async (kind) => {
    const { one, two, union } = await twoCities();
    const partner = await add("base", two);
    const watcher = await staff(partner, "people.officer");
    const member = await addMember(union);
    const made = await post(at(union, "/links"), { kind, toId: partner.id, agreement: "共用活动室" });
    expect(made.statusCode).toBe(201);
    expect((await ask("GET", `/api/people/${member.id}`, undefined, watcher)).statusCode).toBe(404);
    expect((await get(at(partner, "/links"), watcher)).items[0]).toMatchObject({
      ...{ kind, from: { name: union.name }, agreement: "共用活动室", can: { end: true } },
    });
    const sight = await post(at(union, "/links"), { kind, toId: one.id, grantsSight: true });
    expect(sight.json().code).toBe("organisation.sight_of_industry_only");
  });

  test("are made once, not to oneself, and by whoever answers for both ends", async () => {
    const { two, county, union } = await twoCities();
    const given = { kind: "pairing", toId: two.id };
    expect((await post(at(union, "/links"), given)).statusCode).toBe(201);
    expect((await post(at(union, "/links"), given)).json().code).toBe("organisation.link_there_already");
    expect((await post(at(union, "/links"), { kind: "pairing", toId: union.id })).json().code).toBe(
      "organisation.link_to_itself",
    );
    const ofCounty = await staff(county, "people.officer");
    expect((await post(at(union, "/links"), given, ofCounty)).statusCode).toBe(404);
    expect((await post(at(union, "/links"), { kind: "affiliation", toId: two.id })).statusCode).toBe(400);
  });
});

test("whom an act touches is told to who could do it, and links to who sees figures, not to all who see the place", async () => {
  const { one, county } = await twoCities();
  const answers = async (duties: string[], node: BuiltOrganisation) => {
    const cookie = await staff(node, ...duties);
    const codes = ["/touched", "/links", ""].map(
      async (rest) => (await ask("GET", at(county, rest), undefined, cookie)).statusCode,
    );
    return Promise.all(codes);
  };
  expect(await answers(["people.officer"], one)).toEqual([200, 200, 200]);
  expect(await answers(["people.officer"], county)).toEqual([403, 200, 200]);
  expect(await answers(["auditor"], one)).toEqual([403, 403, 200]);
});
