import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { addDays } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aCity, aDuty, aKind, inDays, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";
import { withdrawOverdue } from "./notices.service.ts";

const { world, city, maker, checker, both, call, anApproved, releasesOf } = await aCampaignOffice();
let campaign: string;
let releaseId: string;
beforeAll(async () => {
  const shares = [{ whose: "award", title: "困难", units: 3, spillMinutes: 600 }];
  campaign = await anApproved({ kinds: [aKind({ shares })], awardsChecked: false });
  releaseId = (await releasesOf(campaign))[0]?.id ?? "";
  const people = await someMembers(world, city, 2);
  await transact(world.database.ctx(), (tx) =>
    sql`update membership.person set name = '欧阳小三' where id = ${people[1]}`.execute(tx.db),
  );
  const given = await call(maker, "POST", `/${campaign}/awards`, { releaseId, personIds: people, reason: "x" });
  expect(given.statusCode, given.body).toBe(201);
});

const input = (given: object = {}) => ({
  ...{ releaseId: null, title: "第一轮<名单>公示", startsOn: inDays(0), endsOn: inDays(4), tails: true },
  ...{ contactName: "王干事", contactLine: "0532-12345678", secondPerson: true, ...given },
});
const propose = (given: object = {}, by = maker) => call(by, "POST", `/${campaign}/notices`, input(given));
const act = (id: string, what: string, payload: object, by = maker) =>
  world.app.inject({
    method: "POST",
    url: `/api/staff/notices/${id}/${what}`,
    headers: { cookie: by.cookie },
    payload,
  });
const open = (path: string) => world.app.inject({ url: path });
const published = async (given: object = {}): Promise<string> =>
  (await propose({ secondPerson: false, ...given })).json().items[0].id;

describe("a publication", () => {
  test("hangs out when a second person has agreed, masked, on a page, in a sheet and in a picture, without a sign-in", async () => {
    const proposed = (await propose()).json().items[0];
    expect(proposed).toMatchObject({ state: "proposed", people: 2, can: { decide: false } });
    expect((await open(proposed.page)).statusCode).toBe(404);
    expect((await act(proposed.id, "decide", { verdict: "passed" })).statusCode).toBe(403);
    const agreed = await act(proposed.id, "decide", { verdict: "passed" }, checker);
    expect(agreed.json().items[0]).toMatchObject({ id: proposed.id, state: "published" });

    const page = await open(proposed.page);
    expect(page.statusCode).toBe(200);
    expect(page.headers["x-robots-tag"]).toContain("noindex");
    expect(page.body).toContain("第一轮&lt;名单&gt;公示");
    expect(page.body).toContain("欧阳*三");
    expect(page.body).toContain("张*一");
    expect(page.body).not.toContain("欧阳小三");
    expect(page.body).toContain("王干事");
    expect(page.body).toContain("直接发放");
    const sheet = await readXlsx((await open(proposed.excel)).rawPayload);
    const cells = JSON.stringify(sheet.sheets[0]?.rows);
    expect(cells).toContain("欧阳*三");
    expect(cells).not.toContain("欧阳小三");
    const picture = await open(proposed.pictures[0]);
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe("PNG");
    expect((await open(`${proposed.pictures[0].replace("part=1", "part=2")}`)).statusCode).toBe(404);
  });

  test("shows no digits of phones when that was not asked for", async () => {
    const id = await published({ tails: false });
    expect((await open(`/notices/${id}`)).body).not.toContain("手机尾号");
  });

  test("is gone by itself after its last day, and what it held too", async () => {
    const id = await published({ startsOn: inDays(-3), endsOn: inDays(0) });
    expect((await open(`/notices/${id}`)).statusCode).toBe(200);
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.notice set ends_on = ${inDays(-1)}::date where id = ${id}`.execute(tx.db),
    );
    const gone = await open(`/notices/${id}`);
    expect(gone.statusCode).toBe(410);
    expect(gone.body).toContain("公示已结束");
    expect(gone.body).not.toContain("欧阳");
    expect((await open(`/api/notices/${id}/excel`)).json()).toMatchObject({
      status: 410,
      code: "benefits.notice_over",
    });
    expect((await open(`/api/notices/${id}/picture`)).statusCode).toBe(410);

    expect(await withdrawOverdue(world.database.ctx())).toBe(1);
    expect(await withdrawOverdue(world.database.ctx())).toBe(0);
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ rows: unknown[] }>`select rows from benefits.notice where id = ${id}`.execute(tx.db),
    );
    expect(rows).toEqual([{ rows: [] }]);
  });

  test("begins on its first day", async () => {
    const id = await published({ startsOn: inDays(2) });
    expect((await open(`/notices/${id}`)).statusCode).toBe(404);
  });

  test("can be extended, never shortened or beyond sixty days, and taken down with a reason", async () => {
    const id = await published();
    const longer = await act(id, "extend", { endsOn: inDays(10), reason: "有人反映情况" });
    expect(longer.json().items.find((one: { id: string }) => one.id === id).endsOn).toBe(inDays(10));
    expect((await act(id, "extend", { endsOn: inDays(9), reason: "xx" })).json().code).toBe("benefits.wrong_days");
    const far = addDays(inDays(0), 61);
    expect((await act(id, "extend", { endsOn: far, reason: "xx" })).json().code).toBe("benefits.notice_too_long");
    const down = await act(id, "withdraw", { reason: "名单有误" });
    expect(down.json().items.find((one: { id: string }) => one.id === id)).toMatchObject({
      ...{ state: "withdrawn", reason: "名单有误", sample: [] },
    });
    expect((await open(`/notices/${id}`)).statusCode).toBe(410);
  });

  test("is refused with the reason, by another than who wrote it", async () => {
    const own = (await propose({}, both)).json().items[0].id;
    expect((await act(own, "decide", { verdict: "refused", note: "x" }, both)).json().code).toBe(
      "decisions.same_person",
    );
    expect((await act(own, "decide", { verdict: "refused" }, checker)).json().code).toBe("decisions.note_missing");
    const refused = await act(own, "decide", { verdict: "refused", note: "缺联系人" }, checker);
    expect(refused.json().items[0]).toMatchObject({ state: "refused", reason: "缺联系人", sample: [] });
    expect((await open(`/notices/${own}`)).statusCode).toBe(404);
  });

  test("of nobody, with wrong days, of another's campaign is not made", async () => {
    const empty = await anApproved();
    expect((await call(maker, "POST", `/${empty}/notices`, input())).json().code).toBe("benefits.nobody_to_publish");
    expect((await propose({ startsOn: inDays(-9), endsOn: inDays(-2) })).json().code).toBe("benefits.wrong_days");
    expect((await propose({ endsOn: inDays(-1) })).statusCode).toBe(400);
    expect((await propose({ contactLine: "call me" })).statusCode).toBe(400);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await propose({}, stranger)).statusCode).toBe(404);
    expect((await propose({}, { id: "", cookie: "" })).statusCode).toBe(401);
    expect((await open("/notices/not-an-id")).statusCode).toBe(404);
  });
});
