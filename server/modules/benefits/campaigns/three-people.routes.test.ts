import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aDocument } from "../../../engines/decisions/decisions.builders.ts";
import { aCity, aDuty, aKey, aUnit } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const office = await aCampaignOffice({ people: 3 });
const { world, city, maker, checker, call, approve, aDraft, releasesOf, setAside } = office;
const approver = await aDuty(world, city, "benefits.approver");
const everything = await aDuty(world, city, "benefits.maker", "benefits.checker", "benefits.approver");

const check = (who: typeof maker, id: string, given: object = {}, key = aKey()) =>
  call(who, "POST", `/${id}/check`, { revision: 1, ...given }, key);
const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];

async function aHandedIn(by = maker): Promise<string> {
  const id = await aDraft({}, by);
  expect((await call(by, "POST", `/${id}/submit`, { note: "见党组会议纪要" })).statusCode).toBe(200);
  return id;
}

describe("three people", () => {
  test("hand in, check and approve; only the third one's yes opens money, and everything is told with names", async () => {
    const before = await setAside();
    const id = await aHandedIn();
    expect((await call(checker, "GET", `/${id}`)).json()).toMatchObject({
      ...{ awaits: "checked", can: { check: true, approve: false, reject: true } },
    });
    expect((await call(approver, "GET", `/${id}`)).json().can).toMatchObject({ check: false, approve: false });
    const fileId = await aDocument(world.database.ctx(), city.node);
    const key = aKey();
    const checked = await check(checker, id, { note: "预算相符", fileId }, key);
    expect(checked.json(), checked.body).toMatchObject({
      ...{ state: "submitted", awaits: "approved", can: { check: false, approve: false, reject: false } },
    });
    expect((await check(checker, id, { note: "预算相符", fileId }, key)).json()).toEqual(checked.json());
    expect(await releasesOf(id)).toEqual([]);
    expect((await call(approver, "GET", `/${id}`)).json().can).toMatchObject({ approve: true, reject: true });

    const approved = await approve(approver, id);
    expect(approved.json(), approved.body).toMatchObject({ state: "running", awaits: null });
    expect(new Set([approved.json().createdBy, approved.json().checkedBy, approved.json().approvedBy]).size).toBe(3);
    expect(approved.json().history).toMatchObject([
      { step: "handed_in", verdict: "passed", note: "见党组会议纪要", file: null, by: approved.json().createdBy },
      { step: "checked", note: "预算相符", file: { id: fileId, name: "纪要.pdf" }, by: approved.json().checkedBy },
      { step: "approved", by: approved.json().approvedBy },
    ]);
    expect(await releasesOf(id)).toHaveLength(1);
    expect((await setAside()) - before).toBe(10 * 10_000);
  });

  test("nobody takes two steps, whatever duties they hold", async () => {
    const own = await aHandedIn(everything);
    for (const act of ["check", "approve", "reject"])
      expect(
        codeOf(await call(everything, "POST", `/${own}/${act}`, act === "reject" ? { reason: "x" } : { revision: 1 })),
      ).toEqual([403, "benefits.maker_cannot_check"]);
    const id = await aHandedIn();
    expect((await check(everything, id)).statusCode).toBe(200);
    expect(codeOf(await approve(everything, id))).toEqual([403, "decisions.same_person"]);
    expect((await call(everything, "GET", `/${id}`)).json().can).toMatchObject({ approve: false, reject: false });
    expect(await releasesOf(id)).toEqual([]);
    expect((await approve(approver, id)).statusCode).toBe(200);
  });

  test("each duty takes its own step and in its order", async () => {
    const id = await aHandedIn();
    expect((await check(approver, id)).statusCode).toBe(403);
    expect(codeOf(await approve(approver, id))).toEqual([409, "benefits.wrong_state"]);
    expect((await approve(maker, id)).statusCode).toBe(403);
    expect((await check(checker, id)).statusCode).toBe(200);
    expect(codeOf(await check(await aDuty(world, city, "benefits.checker"), id))).toEqual([
      409,
      "benefits.wrong_state",
    ]);
    expect((await approve(await aDuty(world, city, "benefits.checker"), id)).statusCode).toBe(403);
    const stranger = await aDuty(world, await aCity(world), "benefits.approver");
    expect((await approve(stranger, id)).statusCode).toBe(404);
    expect((await world.app.inject({ method: "POST", url: `/api/staff/campaigns/${id}/check` })).statusCode).toBe(401);
  });

  test("a no of the third person goes back to the maker; handed in again as it was it is a new version", async () => {
    const id = await aHandedIn();
    await check(checker, id);
    expect(codeOf(await call(approver, "POST", `/${id}/reject`, { reason: "" }))[0]).toBe(400);
    const refused = await call(approver, "POST", `/${id}/reject`, { reason: "门店太少" });
    expect(refused.json(), refused.body).toMatchObject({ state: "rejected", reason: "门店太少", awaits: null });
    const again = await call(maker, "POST", `/${id}/submit`);
    expect(again.json()).toMatchObject({ state: "submitted", awaits: "checked", revision: 2, checkedBy: null });
    expect(codeOf(await check(checker, id))).toEqual([409, "benefits.changed_meanwhile"]);
    expect((await check(checker, id, { revision: 2 })).statusCode).toBe(200);
    expect((await approve(approver, id, { revision: 2 })).json().history).toHaveLength(6);
  });

  test("of two who approve at once one wins", async () => {
    const id = await aHandedIn();
    await check(checker, id);
    const another = await aDuty(world, city, "benefits.approver");
    const answers = await Promise.all([approve(approver, id), approve(another, id)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    expect(await releasesOf(id)).toHaveLength(1);
  });
});

describe("the number of people", () => {
  const url = `/api/staff/benefits-office/${city.id}`;
  const put = (cookie: string, people: number) =>
    world.app.inject({ method: "PUT", url, headers: { cookie }, payload: { people } });

  test("is laid down by who keeps the accounts, never by those whom it binds", async () => {
    const admin = await aDuty(world, city, "administrator");
    for (const who of [maker, checker, approver, await aDuty(world, await aCity(world), "administrator")])
      expect([403, 404]).toContain((await put(who.cookie, 2)).statusCode);
    expect((await put(admin.cookie, 1)).statusCode).toBe(400);
    expect((await world.app.inject({ method: "PUT", url, payload: { people: 2 } })).statusCode).toBe(401);
    const waiting = await aHandedIn();
    expect((await put(admin.cookie, 2)).json()).toMatchObject({ people: 2, can: { change: true } });
    // What lies with others goes on as it began.
    expect((await call(checker, "GET", `/${waiting}`)).json().awaits).toBe("checked");
    const id = await aHandedIn();
    expect((await approve(checker, id)).json(), id).toMatchObject({ state: "running", approvedBy: null });
    expect((await put(admin.cookie, 3)).json().people).toBe(3);
  });

  test("holds below the union that laid it down, says which one that is, and stands in the audit", async () => {
    const admin = await aDuty(world, city, "administrator");
    const unit = await aUnit(world, city);
    const reader = await aDuty(world, unit, "benefits.reader");
    const read = async () =>
      (
        await world.app.inject({ url: `/api/staff/benefits-office/${unit.id}`, headers: { cookie: reader.cookie } })
      ).json();
    await put(admin.cookie, 2);
    expect(await read()).toMatchObject({
      ...{ organisationId: unit.id, people: 2, can: { change: false } },
      laidDown: { organisationId: city.id, organisationName: "测试市总工会" },
    });
    expect((await put(admin.cookie, 3)).json().laidDown.organisationId).toBe(city.id);
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ payload: string; actor: string }>`select payload, actor from kernel.audit_record
        where action = 'benefits.office_changed' and object_id = ${city.id} order by at desc limit 1`.execute(tx.db),
    );
    expect(rows).toEqual([{ payload: JSON.stringify({ before: 2, after: 3 }), actor: `staff:${admin.id}` }]);
  });
});
