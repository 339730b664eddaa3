import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { officeOfProvince } from "./organisations/organisations.builders.ts";

const today = dayOf(new Date());
const yesterday = addDays(today, -1);
const { add, addMember, ask, get, post, query, since, staff, twoCities } = officeOfProvince();

/** A union with members since the beginning of the year: one stays, one leaves, one goes to another city; and one who comes today. */
async function aYear() {
  const { one, two, county, union } = await twoCities();
  const other = await add("base", await add("county", two));
  await since(one, two, county, union, other);
  const [stays, leaves, goes] = [await addMember(union), await addMember(union), await addMember(union)];
  for (const { id } of [stays, leaves, goes])
    await query(`update membership.membership set valid_from = '2026-01-01' where person_id = '${id}'`);
  const comes = await addMember(union);
  const reason = { reason: "年中变动" };
  expect((await post(`/api/people/${leaves.id}/membership/end`, reason)).statusCode).toBe(204);
  expect((await post(`/api/people/${goes.id}/transfer`, { ...reason, organisationId: other.id })).statusCode).toBe(200);
  const suspended = { ...reason, state: "suspended" };
  expect((await post(`/api/people/${stays.id}/membership/state`, suspended)).statusCode).toBe(204);
  return { one, county, union, other, stays, leaves, goes, comes };
}

type Listed = { id: string; hasLeft: boolean; phoneMasked: string; unions: { id: string; state: string }[] };
const url = (organisation: { id: string }, day: string, more = "") =>
  `/api/people/as-of?organisationId=${organisation.id}&day=${day}${more}`;
const idsOf = (page: { items: Listed[] }) => page.items.map(({ id }) => id).sort();
const sorted = (...people: { id: string }[]) => people.map(({ id }) => id).sort();

describe("the people of a day", () => {
  test("are those who belonged then, in the states of then; who goes elsewhere is told to whom they went", async () => {
    const { county, union, other, stays, leaves, goes, comes } = await aYear();
    const then = await get(url(county, yesterday));
    expect(idsOf(then)).toEqual(sorted(stays, leaves, goes));
    expect(then.total).toBe(3);
    const line = (page: { items: Listed[] }, { id }: { id: string }) => page.items.find((one) => one.id === id);
    expect(line(then, stays)).toMatchObject({ hasLeft: false, unions: [{ id: union.id, state: "active" }] });
    expect(line(then, leaves)).toMatchObject({ hasLeft: true, phoneMasked: "", unions: [{ state: "active" }] });
    expect(line(then, goes)?.unions).toMatchObject([{ id: union.id, state: "active" }]);
    expect(line(then, stays)?.phoneMasked).toMatch(/\*/);

    const now = await get(url(county, today));
    expect(idsOf(now)).toEqual(sorted(stays, comes));
    expect(line(now, stays)?.unions).toMatchObject([{ state: "suspended" }]);
    expect(idsOf(await get(url(county, "2025-12-31")))).toEqual([]);

    // The right is today's: the county no longer has the file of who went, the city where they are now has it, but not the union of then.
    const ofCounty = await staff(county, "people.officer");
    expect(idsOf(await get(url(county, yesterday), ofCounty))).toEqual(sorted(stays, leaves));
    const ofOther = await staff(other, "people.officer");
    expect((await ask("GET", url(county, yesterday), undefined, ofOther)).json().code).toBe("organisation.missing");
    expect(idsOf(await get(url(other, today), ofOther))).toEqual(sorted(goes));
  });

  test("come a page at a time and by the beginning of a name; a day that is none is refused", async () => {
    const { county, stays, leaves, goes } = await aYear();
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const page = await get(url(county, yesterday, `&limit=1${after}`));
      seen.push(...idsOf(page));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen.sort()).toEqual(sorted(stays, leaves, goes));
    const [named] = await query<{ name: string; initials: string }>(
      `update membership.person set name = '欧阳在册', pinyin = 'ouyang zai ce', initials = 'oyzc' where id = '${stays.id}'
       returning name, initials`,
    );
    for (const q of [named?.name, "欧阳", "OuyangZ", named?.initials])
      expect(idsOf(await get(url(county, yesterday, `&q=${encodeURIComponent(q ?? "")}`)))).toEqual([stays.id]);
    expect((await ask("GET", url(county, "2026-02-30"))).statusCode).toBe(400);
    expect((await ask("GET", url(county, yesterday, "&after=x"))).statusCode).toBe(400);
    expect((await ask("GET", url(county, yesterday), undefined, "")).statusCode).toBe(401);
  });

  test("are not listed by the hundred thousand", async () => {
    const { county, union } = await twoCities();
    await query(`insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change)
      values ('${union.id}', '${union.path}', '${today}', 'standard', '', 'active', false, 100001)`);
    const refused = await ask("GET", url(county, today));
    expect([refused.statusCode, refused.json().code]).toEqual([422, "person.too_many_on_day"]);
  });
});

describe("the memberships of a day", () => {
  test("say where somebody belonged then, under its name of then", async () => {
    const { county, union, other, goes, leaves } = await aYear();
    await ask("PATCH", `/api/organisations/${union.id}`, { name: "改名后的工会" });
    const on = (day: string, cookie?: string) => get(`/api/people/${goes.id}/memberships/as-of?day=${day}`, cookie);
    expect((await on(yesterday)).items).toMatchObject([
      { organisationId: union.id, organisationName: union.name, state: "active", primary: true, ours: true },
    ]);
    expect((await on(today)).items).toMatchObject([{ organisationId: other.id, state: "active" }]);
    // Whoever has the file now reads of the union before that it had it.
    const ofOther = await staff(other, "people.officer");
    expect((await on(yesterday, ofOther)).items).toMatchObject([{ organisationId: union.id, ours: false }]);
    const ofCounty = await staff(county, "people.officer");
    expect((await on(yesterday, ofCounty)).code).toBe("person.missing");
    expect((await get(`/api/people/${leaves.id}/memberships/as-of?day=${yesterday}`)).code).toBe("person.missing");
  });
});
