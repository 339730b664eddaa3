import { describe, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import { at, officeOfProvince } from "./organisations.builders.ts";

const today = dayOf(new Date());
const { add, ask, get, addMember, post, province, query, twoCities } = officeOfProvince();

describe("the end of an organisation", () => {
  test("a merger hands over members, children and counts, and names the successor", async () => {
    const { county } = await twoCities();
    const [a, b] = [await add("base", county, "甲厂工会"), await add("base", county, "乙厂工会")];
    const child = await add("base", a);
    const [one, both] = [await addMember(a), await addMember(a)];
    await query(`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
      values (gen_random_uuid(), '${both.id}', '${b.id}', '${b.path}', false, '2026-01-01')`);
    expect(await get(at(a, "/touched"))).toMatchObject({ members: 2, memberships: 2, organisations: 2 });
    const merged = await post(at(a, "/merge"), { intoId: b.id, reason: "两厂合并" });
    expect(merged.json(), merged.body).toEqual({ members: 2, organisations: 1 });
    expect(await get(at(a))).toMatchObject({ state: "closed", closedOn: today, successor: { id: b.id }, members: 0 });
    expect(await get(at(b))).toMatchObject({ members: 2, children: 1 });
    expect((await get(at(child))).parentId).toBe(b.id);
    const file = await get(`/api/people/${one.id}`);
    const membershipAt = (id: string) =>
      file.memberships.find((m: { organisationId: string }) => m.organisationId === id);
    expect(membershipAt(b.id)).toMatchObject({ state: "active", primary: true, validFrom: today });
    expect(membershipAt(a.id)).toMatchObject({ state: "transferred", validTo: today });
    const primaries = await query<{ n: number }>(`select count(*)::int as n from membership.membership
      where person_id = '${both.id}' and is_primary and valid_to is null and organisation_id = '${b.id}'`);
    expect(primaries[0]?.n).toBe(1);
    const told = await query<{ kind: string; params: object }>(
      `select kind, params from kernel.inbox_message where person_id = '${one.id}'`,
    );
    expect(told).toEqual([
      { kind: "membership.handed_over", params: { from: "甲厂工会", union: "乙厂工会", reason: "两厂合并" } },
    ]);
    expect((await post(at(a, "/merge"), { intoId: b.id, reason: "再合" })).json().code).toBe("organisation.closed");
    expect((await ask("PATCH", at(a), { name: "改名" })).json().code).toBe("organisation.closed");
    const list = await get(`/api/organisations?parent=${county.id}`);
    expect(list.items.map((item: { id: string }) => item.id)).not.toContain(a.id);
  });

  test("nothing with members or organisations closes without saying where they go", async () => {
    const { county, union } = await twoCities();
    await addMember(union);
    const refused = (await post(at(county, "/close"), { reason: "撤销" })).json();
    expect(refused).toMatchObject({ code: "organisation.not_empty", params: { organisations: 1 } });
    expect((await post(at(union, "/close"), { reason: "撤销" })).json()).toMatchObject({
      ...{ code: "organisation.not_empty", params: { members: 1, organisations: 0 } },
    });
    expect((await post(at(union, "/close"), { reason: "企业注销", membersTo: county.id })).json()).toEqual({
      members: 1,
    });
    expect(await get(at(county))).toMatchObject({ members: 1, children: 0 });
    expect((await post(at(county, "/close"), { reason: "撤销", membersTo: province().id })).json()).toEqual({
      members: 1,
    });
  });

  test("nobody comes in while it is being closed, whoever is first", async () => {
    const { county, union } = await twoCities();
    const came = () =>
      addMember(union).then(
        () => "in",
        (error: { code: string }) => error.code,
      );
    const [closed, ...people] = await Promise.all([
      post(at(union, "/close"), { reason: "撤销", membersTo: county.id }),
      ...Array.from({ length: 6 }, came),
    ]);
    expect(closed.statusCode, closed.body).toBe(200);
    expect(new Set([...people, await came()])).toContain("organisation.closed");
    const left = await query(
      `select 1 from membership.membership where organisation_id = '${union.id}' and valid_to is null`,
    );
    expect(left).toEqual([]);
    await expect(
      query(`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
        select gen_random_uuid(), id, '${union.id}', node, false, current_date from membership.person limit 1`),
    ).rejects.toThrow("membership.organisation_closed");
  });

  test("a split takes the people and organisations that were chosen, and only those", async () => {
    const { union, county } = await twoCities();
    const [child, other] = [await add("base", union), await add("base", union)];
    const [goes, stays] = [await addMember(union), await addMember(union)];
    const given = { name: "二厂工会", kind: "base", personIds: [goes.id], childIds: [child.id], reason: "分立" };
    const stranger = await addMember(county);
    const wrong = await post(at(union, "/split"), { ...given, personIds: [stranger.id] });
    expect(wrong.json().code).toBe("organisation.nothing_to_split");
    const none = await post(at(union, "/split"), { ...given, personIds: [], childIds: [] });
    expect(none.json().code).toBe("organisation.nothing_to_split");
    const made = await post(at(union, "/split"), given);
    expect(made.json(), made.body).toMatchObject({ members: 1, organisations: 1 });
    expect(await get(at(made.json()))).toMatchObject({ parentId: county.id, members: 1, children: 1 });
    expect(await get(at(union))).toMatchObject({ members: 1, children: 1 });
    expect((await get(at(other))).parentId).toBe(union.id);
    expect((await get(`/api/people/${stays.id}`)).unions).toMatchObject([{ id: union.id }]);
  });
});
