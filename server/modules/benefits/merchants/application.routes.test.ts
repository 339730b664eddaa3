import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCity, aDuty, aWorld, type Organisation, type World } from "../benefits.builders.ts";
import { aDesk, aPicture, applicationInput, ask } from "./merchants.builders.ts";

let world: World;
let city: Organisation;
let dataDir: string;
let maker: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-applications-"));
  world = await aWorld({ filesIn: dataDir });
  city = await aCity(world);
  maker = (await aDuty(world, city, "benefits.maker")).cookie;
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true, force: true });
});

const apply = async (given: Record<string, unknown> = {}) => {
  const { ticket, phone } = await aDesk(world);
  const input = applicationInput({ ticket, phone, organisationId: city.id, ...given });
  return { answer: await ask(world.app, "/api/partner/applications", { payload: input }), phone, input };
};
const list = async (cookie = maker) =>
  (await ask(world.app, "/api/staff/applications?state=submitted", { cookie })).json();

describe("a company that wants to become a merchant", () => {
  test("applies by phone with its licence; the union reads it, with the phone masked until it is asked for", async () => {
    const { ticket, phone, unions } = await aDesk(world);
    expect(unions.map((one) => one.id)).toContain(city.id);
    const upload = `/api/partner/applications/licence?ticket=${encodeURIComponent(ticket)}&organisationId=${city.id}`;
    const licenceFileId = await aPicture(world.app, "", upload);
    const payload = applicationInput({ ticket, phone, organisationId: city.id, licenceFileId, creditCode: "91 odd" });
    const answer = await ask(world.app, "/api/partner/applications", { payload });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()[0]).toMatchObject({ state: "submitted", union: "测试市总工会", creditCode: "91ODD" });

    const { items } = await list();
    expect(items[0]).toMatchObject({ creditCodeDoubt: "sign", licenceFileId, licenceIsPicture: true });
    expect(JSON.stringify(items)).not.toContain(phone);
    const file = await ask(world.app, `/api/staff/files/${licenceFileId}`, { cookie: maker });
    expect(file.statusCode).toBe(200);
    expect((await ask(world.app, `/api/files/${licenceFileId}`)).statusCode).toBe(404);
    const look = { cookie: maker, payload: { purpose: "contact" } };
    const shown = await ask(world.app, `/api/staff/applications/${items[0].id}/phone`, look);
    expect(shown.json()).toEqual({ value: phone });
    const bare = await ask(world.app, `/api/staff/applications/${items[0].id}/phone`, { cookie: maker, payload: {} });
    expect(bare.statusCode).toBeGreaterThanOrEqual(400);
  });

  test("is taken in with its stores and without an agreement; asked again it reads the answer", async () => {
    const { answer, phone } = await apply();
    const url = `/api/staff/applications/${answer.json()[0].id}`;
    const accepted = await ask(world.app, `${url}/accept`, { cookie: maker, payload: {} });
    expect(accepted.json(), accepted.body).toMatchObject({ state: "accepted" });
    const merchant = await ask(world.app, `/api/staff/merchants/${accepted.json().merchantId}`, { cookie: maker });
    expect(merchant.json()).toMatchObject({
      agreement: { state: "none" },
      stores: [{ name: "智付营业厅", position: "30.57123,104.06612" }],
    });
    const again = await ask(world.app, `${url}/accept`, { cookie: maker, payload: {} });
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.wrong_state"]);
    expect(phone).toHaveLength(11);
  });

  test("is refused with a reason that it reads, and may then ask again", async () => {
    const { answer, input } = await apply();
    const twice = await ask(world.app, "/api/partner/applications", { payload: input });
    expect([twice.statusCode, twice.json().code]).toEqual([409, "benefits.application_waiting"]);
    const url = `/api/staff/applications/${answer.json()[0].id}/refuse`;
    expect((await ask(world.app, url, { cookie: maker, payload: { reason: "" } })).statusCode).toBe(400);
    const refused = await ask(world.app, url, { cookie: maker, payload: { reason: "经营范围不符" } });
    expect(refused.json()).toMatchObject({ state: "refused", reason: "经营范围不符" });
    const anew = await ask(world.app, "/api/partner/applications", { payload: input });
    expect(anew.statusCode).toBe(201);
    expect(anew.json()[1]).toMatchObject({ state: "refused", reason: "经营范围不符" });
  });

  test("of two that ask at once for one code, one waits", async () => {
    const { ticket, phone } = await aDesk(world);
    const payload = applicationInput({ ticket, phone, organisationId: city.id });
    const answers = await Promise.all([1, 2].map(() => ask(world.app, "/api/partner/applications", { payload })));
    expect(answers.map((one) => one.statusCode).sort()).toEqual([201, 409]);
  });

  test("needs the ticket of its own phone, a union that takes merchants, and a store", async () => {
    expect((await apply({ ticket: "a.b.c" })).answer.json().code).toBe("benefits.ticket_wrong");
    expect((await apply({ phone: "13811112222" })).answer.json().code).toBe("benefits.phone_of_another");
    expect((await apply({ stores: [] })).answer.statusCode).toBe(400);
    const quiet = await aCity(world);
    expect((await apply({ organisationId: quiet.id })).answer.statusCode).toBe(404);
    const upload = `/api/partner/applications/licence?ticket=a.b.c&organisationId=${city.id}`;
    await expect(aPicture(world.app, "", upload)).rejects.toThrow("benefits.ticket_wrong");
  });

  test("is not kept out by a stranger who wrote its credit code down; the union is told of both", async () => {
    const squatter = await apply();
    const { creditCode } = squatter.input;
    const own = await apply({ creditCode });
    expect(own.answer.statusCode, own.answer.body).toBe(201);
    const both = (await list()).items.filter((one: { creditCode: string }) => one.creditCode === creditCode);
    expect(both.map((one: { sameCode: number }) => one.sameCode)).toEqual([1, 1]);
    const [mine] = own.answer.json();
    await ask(world.app, `/api/staff/applications/${mine.id}/accept`, { cookie: maker, payload: {} });
    const left = await ask(world.app, `/api/staff/applications/${squatter.answer.json()[0].id}`, { cookie: maker });
    expect(left.json()).toMatchObject({ state: "submitted", sameCode: 1 });
  });

  test("asks for codes from one address for so many phones only; other addresses go on", async () => {
    const code = (phone: number, remoteAddress = "203.0.113.9") =>
      world.app.inject({
        ...{ method: "POST", url: "/api/partner/applications/codes", remoteAddress },
        payload: { phone: `${phone}` },
      });
    const answers = [];
    for (let phone = 13_500_000_001; phone <= 13_500_000_021; phone++) answers.push(await code(phone));
    expect(answers.slice(0, 20).map((one) => one.statusCode)).toEqual(new Array(20).fill(202));
    expect(answers[20]?.json()).toMatchObject({ status: 429, code: "sign_in.too_many_codes" });
    expect((await code(13_500_000_021, "203.0.113.10")).statusCode).toBe(202);
  });

  test("brings in licences counted by its own phone; what others bring in keeps nobody out", async () => {
    await transact(world.database.ctx(), (tx) =>
      sql`insert into kernel.limit_event (key) select 'upload:system:application' from generate_series(1, 400)`.execute(
        tx.db,
      ),
    );
    const { ticket } = await aDesk(world);
    const upload = `/api/partner/applications/licence?ticket=${encodeURIComponent(ticket)}&organisationId=${city.id}`;
    for (let count = 0; count < 20; count++) await aPicture(world.app, "", upload);
    await expect(aPicture(world.app, "", upload)).rejects.toThrow("files.too_many_uploads");
  });

  test("is read and decided by the union's own staff", async () => {
    const { answer } = await apply();
    const url = `/api/staff/applications/${answer.json()[0].id}`;
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.maker")).cookie;
    const reader = (await aDuty(world, city, "benefits.reader")).cookie;
    expect((await ask(world.app, url)).statusCode).toBe(401);
    expect((await ask(world.app, url, { cookie: elsewhere })).statusCode).toBe(404);
    expect((await ask(world.app, url, { cookie: reader })).json().can).toEqual({ decide: false, call: false });
    expect((await ask(world.app, `${url}/accept`, { cookie: elsewhere, payload: {} })).statusCode).toBe(404);
    expect((await ask(world.app, `${url}/accept`, { cookie: reader, payload: {} })).statusCode).toBe(403);
    expect((await list(elsewhere)).items).toEqual([]);
  });
});
