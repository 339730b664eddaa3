import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { moveDueOrganisations, moveOrganisation } from "./move.ts";
import { at, officeOfProvince } from "./organisations.builders.ts";

const today = dayOf(new Date());
const tomorrow = addDays(today, 1);
const { add, ctx, get, addMember, post, province, query, since, staff, twoCities } = officeOfProvince();

describe("a move", () => {
  test("today takes all below with it, and yesterday stays as it was", async () => {
    const { one, two, county, union } = await twoCities();
    await since(one, two, county, union);
    const member = await addMember(union);
    const moved = await post(at(county, "/move"), { parentId: two.id, from: today, reason: "区划调整" });
    expect(moved.json(), moved.body).toMatchObject({ moved: true });
    const names = (await get(at(union))).path.map((step: { id: string }) => step.id);
    expect(names).toEqual([province().id, two.id, county.id, union.id]);
    expect(await get(at(two))).toMatchObject({ members: 1 });
    expect(await get(at(one))).toMatchObject({ members: 0 });
    expect((await get(`/api/people?organisationId=${two.id}`)).items).toMatchObject([{ id: member.id }]);

    const yesterday = addDays(today, -1);
    const then = await get(`/api/organisations/as-of?parent=${one.id}&day=${yesterday}`);
    expect(then.items).toMatchObject([{ id: county.id, children: 1 }]);
    expect((await get(`/api/organisations/as-of?parent=${one.id}&day=${today}`)).items).toEqual([]);
    const was = await get(at(union, `/as-of?day=${yesterday}`));
    expect(was.path.map((step: { id: string }) => step.id)).toEqual([province().id, one.id, county.id, union.id]);
    const links = (await get(at(county, "/links"))).items;
    expect(links).toMatchObject([
      { kind: "affiliation", to: { id: two.id }, validFrom: today, validTo: null, state: "holds" },
      { kind: "affiliation", to: { id: one.id }, validTo: today, state: "over", endReason: "区划调整" },
    ]);
  });

  test("of a coming day is planned, can be taken back, and is done by the job of that day", async () => {
    const { one, two, county } = await twoCities();
    await since(county);
    expect((await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" })).json()).toEqual({
      ...{ moved: false, rows: 0 },
    });
    expect((await get(at(county))).parentId).toBe(one.id);
    expect((await get(at(county, "/touched"))).plannedMove).toEqual({ toId: two.id, on: tomorrow });
    const twice = await post(at(county, "/move"), { parentId: two.id, from: today, reason: "再来" });
    expect(twice.json()).toMatchObject({ status: 409, code: "organisation.move_planned" });
    expect((await post(at(county, "/move/cancel"))).statusCode).toBe(204);
    expect((await post(at(county, "/move/cancel"))).json().code).toBe("organisation.no_move_planned");
    expect((await get(at(county, "/links"))).items).toMatchObject([{ to: { id: one.id }, validTo: null }]);

    await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" });
    expect(await moveDueOrganisations(ctx())).toBe(0);
    await query(
      `update membership.organisation_link set valid_to = '${today}' where from_id = '${county.id}' and to_id = '${one.id}'`,
    );
    await query(
      `update membership.organisation_link set valid_from = '${today}' where from_id = '${county.id}' and to_id = '${two.id}'`,
    );
    expect(await moveDueOrganisations(ctx())).toBe(1);
    expect((await get(at(county))).parentId).toBe(two.id);
    expect(await moveDueOrganisations(ctx())).toBe(0);
  });

  test("that is taken back is taken back for both who were told of it, also by whoever answers for one side alone", async () => {
    const { one, two, county } = await twoCities();
    await since(county);
    await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" });
    const ofCity = await staff(one, "people.officer");
    expect((await post(at(county, "/move/cancel"), undefined, ofCity)).statusCode).toBe(204);
    const told = await query<{ action: string; node: string }>(
      `select action, node::text as node from kernel.audit_record where object_id = '${county.id}' `,
    );
    const written = (what: string) => told.flatMap(({ action, node }) => (action === what ? node : [])).sort();
    expect(written("organisation.move_taken_back")).toEqual([county.path, two.path].sort());
    expect(written("organisation.move_planned")).toEqual(written("organisation.move_taken_back"));
  });

  test("that has become impossible when its day comes is taken back and written down", async () => {
    const { one, two, county } = await twoCities();
    await since(county);
    await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" });
    await query(`update membership.organisation set state = 'closed', closed_on = '${today}' where id = '${two.id}'`);
    await query(
      `update membership.organisation_link set valid_to = '${today}' where from_id = '${county.id}' and to_id = '${one.id}'`,
    );
    await query(
      `update membership.organisation_link set valid_from = '${today}' where from_id = '${county.id}' and to_id = '${two.id}'`,
    );
    expect(await moveDueOrganisations(ctx())).toBe(0);
    expect((await get(at(county))).parentId).toBe(one.id);
    const [failed] = await query<{ payload: string }>(
      `select payload from kernel.audit_record where action = 'organisation.move_failed' and object_id = '${county.id}'`,
    );
    expect(failed?.payload).toContain("organisation.closed");
  });

  test("is refused under itself, where its kind does not stand, in the past, and by whoever answers for one side alone", async () => {
    const { one, two, county, union } = await twoCities();
    const refused = async (id: string, given: object, cookie?: string) =>
      (await post(`/api/organisations/${id}/move`, { from: today, reason: "试试", ...given }, cookie)).json().code;
    const below = await add("base", union);
    expect(await refused(union.id, { parentId: below.id })).toBe("organisation.under_itself");
    expect(await refused(union.id, { parentId: union.id })).toBe("organisation.under_itself");
    expect(await refused(county.id, { parentId: union.id })).toBe("organisation.under_itself");
    expect(await refused(one.id, { parentId: two.id })).toBe("organisation.kind_not_allowed");
    expect(await refused(county.id, { parentId: one.id })).toBe("organisation.stands_there_already");
    expect(await refused(county.id, { parentId: two.id, from: addDays(today, -1) })).toBe("organisation.day_past");
    const ofCity = await staff(one, "people.officer");
    const other = await add("county", one);
    expect(await refused(county.id, { parentId: two.id }, ofCity)).toBe("organisation.missing");
    const ofCounty = await staff(county, "people.officer");
    expect(await refused(county.id, { parentId: other.id }, ofCounty)).toBe("organisation.missing");
    expect(await refused(union.id, { parentId: other.id }, ofCity)).toBeUndefined();
  });

  test("and another at once never make a circle, whoever comes first", async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await add("base"), await add("base")];
      const given = (to: { id: string }) => ({ parentId: to.id, from: today, reason: "同时" });
      const outcomes = await Promise.allSettled([
        moveOrganisation(ctx(), a.id, given(b)),
        moveOrganisation(ctx(), b.id, given(a)),
      ]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [circle] = await query<{
        n: number;
      }>(`select count(*)::int as n from kernel.node c join kernel.node p on p.id = c.parent_id
        where not p.path @> c.path or nlevel(c.path) <> nlevel(p.path) + 1`);
      expect(circle?.n).toBe(0);
    }
  });
});
