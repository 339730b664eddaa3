import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCookie, aStaff } from "#kernel/sign-in/sign-in.builders";
import { demoPhone, loadDemoCity } from "../db/demo/city.ts";
import { aCode, aKey, aMerchant, pin, someVouchers } from "./modules/benefits/benefits.builders.ts";
import { Applicant, anIdNumber } from "./modules/membership/joining/joining.builders.ts";
import { aServerOfItsOwn, checkpoint, disguisesOf, hitsInDatabase, hitsInFiles } from "./plaintext.builders.ts";

const people = 300;
/** All phones of this city begin alike, so that one search finds any of them. */
const beginning = "1990000";
const newPhone = "19900009001";
const lostPhone = "19900009002";
const clerkPhone = "19900009003";
const strangePhone = "19900009004";
const applicantPhone = "19900009005";
const applicantId = anIdNumber("19660606");

let server: Awaited<ReturnType<typeof aServerOfItsOwn>>;
/** What must be nowhere: how all phones begin, and the secrets of sessions. */
const secretTexts: string[] = [];

interface Answer {
  statusCode: number;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
  json(): any;
  headers: Headers;
}

const call = (cookie: string, method: string, url: string, payload?: object): Promise<Answer> =>
  server.world.app.inject({
    ...{ method, url, headers: { cookie, "idempotency-key": aKey() } },
    ...(payload === undefined ? {} : { payload }),
  } as never) as never;

/** Signs a member in by phone, as the page does; gives the cookie. */
async function signIn(phone: string): Promise<string> {
  const sent = await call("", "POST", "/api/member/sign-in/codes", { phone });
  expect([phone, sent.statusCode]).toEqual([phone, 202]);
  const signed = await call("", "POST", "/api/member/sign-in", { phone, code: sent.json().demoCode });
  expect([phone, signed.statusCode]).toEqual([phone, 200]);
  return (signed.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

beforeAll(async () => {
  server = await aServerOfItsOwn();
  const { world, runtime } = server;
  const city = await loadDemoCity(runtime, { people });
  const at = { id: city.city.id, path: city.city.node };
  const chief = await aStaff(world.database, world.secrets, {
    ...{ node: at, duties: ["people.officer", "benefits.maker", "administrator", "auditor"] },
  });
  const shop = await aMerchant(world, city.city);
  const members = city.members.personIds.slice(0, 2);
  const { claims } = await someVouchers(world, { union: city.city, storeIds: [shop.store.id], people: members });

  const cookie = await signIn(demoPhone(0));
  await signIn(demoPhone(1).slice(3));
  await call("", "POST", "/api/member/sign-in/codes", { phone: strangePhone });
  await call("", "POST", "/api/member/sign-in", { phone: strangePhone, code: "000000" });
  await call("", "POST", "/api/member/sign-in", { phone: strangePhone, code: strangePhone });
  await call("", "POST", "/api/staff/sign-in", { login: strangePhone, password: strangePhone });
  await call("", "POST", "/api/member/sign-in/codes", { phone: [strangePhone], [strangePhone]: strangePhone });
  await call(`gh_member=${strangePhone}`, "GET", `/api/${strangePhone}?phone=${strangePhone}`);
  const { personId } = (await call(cookie, "GET", "/api/member/me")).json();
  expect(members[0]).toBe(personId);
  await call(cookie, "POST", "/api/member/phone/codes", { newPhone });

  await call(chief.cookie, "GET", `/api/people?q=${demoPhone(2).slice(3)}`);
  const lost = await call(chief.cookie, "POST", `/api/people/${members[1]}/phone`, {
    phone: lostPhone,
    reason: "lost",
  });
  expect(lost.statusCode).toBe(200);
  const taken = { name: "赵一", phone: lostPhone, organisationId: city.unions[0]?.id };
  expect((await call(chief.cookie, "POST", "/api/people", taken)).json().code).toBe("person.phone_taken");
  const clerks = `/api/staff/merchants/${shop.merchant.organisationId}/clerks`;
  const clerk = await call(chief.cookie, "POST", clerks, { name: "钱二", phone: clerkPhone });
  expect(clerk.statusCode).toBe(201);
  await call("", "POST", "/api/till/sign-in/codes", { phone: clerkPhone });
  await call(shop.cookie, "POST", "/api/till/clerk/codes", { clerkId: clerk.json().id });
  const pairing = await call(chief.cookie, "POST", `/api/staff/stores/${shop.store.id}/pairing`);

  const applicant = new Applicant(world.app, applicantPhone);
  const asked = await applicant.apply({ name: "孙三", idNumber: applicantId, organisationId: city.unions[0]?.id });
  expect(asked.status).toBe(200);
  const [joining] = (await call(chief.cookie, "GET", "/api/staff/joining")).json().items;
  await call(chief.cookie, "POST", `/api/staff/joining/${joining.id}/reveal`, {
    field: "id_number",
    purpose: "verify",
  });

  const code = await aCode(world, members[0] ?? "", claims[0] ?? "");
  const sold = await call(shop.cookie, "POST", "/api/till/redemptions", { code, amountFen: 30_000 });
  expect(sold.statusCode).toBe(201);
  await call(cookie, "GET", `/api/vouchers/${claims[0]}`);
  await call(chief.cookie, "GET", "/api/audit");
  await call(chief.cookie, "GET", "/api/outbox");

  const till = await aCookie(world.database, "till", shop.tills[0]?.id ?? "");
  const tokens = [cookie, chief.cookie, shop.cookie, till].map((one) => one.split("=")[1] ?? "");
  for (const phone of [
    demoPhone(0).slice(3),
    demoPhone(people - 1).slice(3),
    newPhone,
    lostPhone,
    clerkPhone,
    applicantPhone,
  ])
    expect(phone.startsWith(beginning)).toBe(true);
  secretTexts.push(applicantId.slice(0, 17), applicantId.slice(6, 17));
  secretTexts.push(beginning, shop.first.phone.slice(0, 8));
  secretTexts.push(...tokens, pairing.json().pairingCode, code);
  expect(secretTexts.every((text) => text.length >= 7)).toBe(true);
  expect(pin).toHaveLength(6); // too short to be looked for: chance alone would find it
});
afterAll(() => server.stop());

describe("after sign-ins, a lost phone and a redemption, phones and session tokens", () => {
  test("are in no table", async () => {
    const found = await hitsInDatabase(server.superuserUrl, secretTexts);
    expect(found.hits).toEqual([]);
    expect(found.tables).toBeGreaterThan(40);
    expect(found.rows).toBeGreaterThan(people * 2);
  });

  test("are in no file of the data folder: tables, write-ahead log, logs", async () => {
    await checkpoint(server.superuserUrl);
    expect(await hitsInFiles(server.dataDir, secretTexts)).toEqual([]);
  }, 300_000);

  test("would be found in whichever form (without which the tests above would prove nothing)", async () => {
    const control = "15512349876";
    const forms = [...disguisesOf(`+86${control}`)].map(([, bytes]) => `decode('${bytes.toString("hex")}', 'hex')`);
    await checkpoint(server.superuserUrl, [
      "create table public.control (form bytea)",
      ...forms.map((form) => `insert into public.control values (${form})`),
    ]);
    const { hits } = await hitsInDatabase(server.superuserUrl, [control]);
    expect(hits).toEqual([`public.control: ${forms.length} rows`]);
    const inFiles = await hitsInFiles(server.dataDir, [control]);
    const found = new Set(inFiles.map((hit) => hit.split(`${control} `)[1]));
    for (const form of ["as it is", "hexadecimal", "UTF-16LE", "UTF-16BE"]) expect(found).toContain(form);
    expect([...found].some((form) => form?.startsWith("base64"))).toBe(true);
  }, 300_000);
});
