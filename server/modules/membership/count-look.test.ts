import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { looksPerAccount } from "./count-look.ts";
import { takenPerAccount } from "./count-taken.ts";
import { membership } from "./index.ts";
import { aJoining } from "./joining/joining.builders.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
const staff = () => aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const post = async (who: { cookie: string }, url: string, payload: object) => {
  const answer = await server.app.inject({ method: "POST", url, headers: { cookie: who.cookie }, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
/** As if the account had looked so many times, so many seconds ago. */
const looked = (id: string, times: number, secondsAgo: number) =>
  run(sql`insert into kernel.limit_event (key, at) select ${`reveal:${id}`}, clock_timestamp() - make_interval(secs => ${secondsAgo})
    from generate_series(1, ${times}::int)`);

test("whole numbers are shown so many times in an hour and in a day, of members and applicants together, and counted", async () => {
  const [hour, day] = looksPerAccount;
  const person = await aMember(server.database, server.secrets, city.union);
  const joining = await aJoining(server, { organisation: city.union, name: "俞小满" });
  const reveal = (who: { cookie: string }) =>
    post(who, `/api/people/${person.id}/reveal`, { field: "phone", purpose: "contact" });
  const revealApplicant = (who: { cookie: string }) =>
    post(who, `/api/staff/joining/${joining}/reveal`, { field: "id_number", purpose: "verify" });

  const clerk = await staff();
  await looked(clerk.id, (hour?.count ?? 0) - 2, 60);
  expect((await reveal(clerk)).body.value).toMatch(/^1\d{10}$/);
  expect((await revealApplicant(clerk)).body.value).toMatch(/^610997/);
  expect(await reveal(clerk)).toMatchObject({ status: 429, body: { code: "person.too_many_looks" } });
  expect(await revealApplicant(clerk)).toMatchObject({ status: 429 });

  const other = await staff();
  await looked(other.id, (day?.count ?? 0) - 1, 5 * 3600);
  expect((await reveal(other)).status).toBe(200);
  expect((await reveal(other)).status).toBe(429);

  const { rows } = (await run(sql`select payload from kernel.audit_record
    where action in ('person.revealed', 'joining.revealed') order by at`)) as { rows: { payload: string }[] };
  expect(rows.map(({ payload }) => JSON.parse(payload))).toEqual([
    { field: "phone", purpose: "contact", looks: (hour?.count ?? 0) - 1 },
    { field: "id_number", purpose: "verify", looks: hour?.count },
    { field: "phone", purpose: "contact", looks: day?.count },
  ]);
});

test("that a number is somebody's elsewhere is told so many times, and then nothing is", async () => {
  const member = await aMember(server.database, server.secrets, city.otherUnion);
  const clerk = await staff();
  const add = (phone: string) =>
    post(clerk, "/api/people", { name: "俞小满", phone: phone.slice(3), organisationId: city.union.id });
  const [hour] = takenPerAccount;
  await run(
    sql`insert into kernel.limit_event (key) select ${`taken:${clerk.id}`} from generate_series(1, ${(hour?.count ?? 0) - 1}::int)`,
  );
  expect(await add(member.phone)).toMatchObject({ status: 409, body: { code: "person.phone_taken" } });
  // Whether it is somebody's or nobody's: the answer is the same.
  for (const phone of [member.phone, aPhone()])
    expect(await add(phone)).toMatchObject({ status: 429, body: { code: "person.too_many_taken" } });
  expect(
    (
      await post(await staff(), "/api/people", {
        name: "俞小满",
        phone: aPhone().slice(3),
        organisationId: city.union.id,
      })
    ).status,
  ).toBe(201);
});

test("taking an applicant in says so, too, and is counted with it", async () => {
  const clerk = await staff();
  const joining = await aJoining(server, { organisation: city.union, name: "俞小满" });
  const [hour] = takenPerAccount;
  await run(
    sql`insert into kernel.limit_event (key) select ${`taken:${clerk.id}`} from generate_series(1, ${hour?.count ?? 0}::int)`,
  );
  const answer = { revision: 1, note: "资料已核对" };
  const approve = (who: { cookie: string }) => post(who, `/api/staff/joining/${joining}/approve`, answer);
  expect(await approve(clerk)).toMatchObject({ status: 429, body: { code: "person.too_many_taken" } });
  expect((await approve(await staff())).status).toBe(200);
});

test("an applicant's number is shown for a purpose only", async () => {
  const joining = await aJoining(server, { organisation: city.union, name: "俞小满" });
  const refused = await post(await staff(), `/api/staff/joining/${joining}/reveal`, { field: "phone" });
  expect(refused.status).toBe(400);
});
