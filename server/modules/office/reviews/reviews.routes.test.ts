import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { asSystem } from "#kernel/context";
import { grantRoutes } from "#kernel/sign-in/grants.routes";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../../membership/index.ts";
import { aSmallCity } from "../../membership/membership.builders.ts";
import { office } from "../index.ts";
import { openDueReviews } from "./open-reviews.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
type Staff = Awaited<ReturnType<typeof aStaff>>;
let [chief, county, other, reader]: Staff[] = [];

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    membership.routes?.(app, runtime);
    office.routes?.(app, runtime);
    grantRoutes(app, runtime);
  });
  city = await aSmallCity(server.database);
  const staff = (node: { id: string; path: string }, duty: string) =>
    aStaff(server.database, server.secrets, { node, duties: [duty] });
  chief = await staff(city.city, "security.administrator");
  county = await staff(city.county, "security.administrator");
  other = await staff(city.otherCounty, "security.administrator");
  reader = await staff(city.county, "people.officer");
});
afterAll(() => server.close());

const call = (who: Staff | undefined, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({
    ...{ method, url: `/api/staff/${url}`, headers: { cookie: who?.cookie ?? "" } },
    ...(payload === undefined ? {} : { payload }),
  });
interface Line {
  grantId: string;
  login: string;
  change: string;
  verdict: string | null;
  ended: boolean;
  canAnswer: boolean;
}
const reviews = async (who: Staff | undefined) => (await call(who, "GET", "duty-reviews")).json();
const lines = async (who: Staff | undefined, id: string, list = "all"): Promise<Line[]> =>
  (await call(who, "GET", `duty-reviews/${id}/lines?list=${list}`)).json().items;
const system = () => asSystem(server.database.ctx(), "reviews");

it("takes down every duty once a quarter; each answers for those that they could take, and for none of their own", async () => {
  expect((await reviews(chief)).can.open).toBe(true);
  expect((await call(county, "POST", "duty-reviews")).statusCode).toBe(403);
  expect((await call(reader, "GET", "duty-reviews")).statusCode).toBe(403);
  expect((await server.app.inject("/api/staff/duty-reviews")).statusCode).toBe(401);
  // The job of the morning and somebody who is quicker: one review all the same.
  const both = await Promise.all([openDueReviews(system()), call(chief, "POST", "duty-reviews")]);
  expect((both[0] === 1) !== (both[1].statusCode === 201)).toBe(true);
  expect(await openDueReviews(system())).toBe(0);
  expect((await call(chief, "POST", "duty-reviews")).json().code).toBe("duty_review.there_already");

  const [review] = (await reviews(chief)).items;
  expect(review).toMatchObject({ lines: 4, done: 0, mine: 3, clock: { state: "on_time" } });
  expect((await reviews(county)).items).toMatchObject([{ lines: 2, done: 0, mine: 1 }]);
  const seen = await lines(county, review.id);
  expect(seen.map(({ login, canAnswer, change }) => ({ login, canAnswer, change }))).toEqual(
    [county, reader].map((one) => ({ login: one?.login, canAnswer: one === reader, change: "first" })),
  );
  const waiting = (await call(county, "GET", "waiting")).json().items;
  expect(waiting).toMatchObject([
    { type: "duty_review", onPage: true, link: `/duties/reviews/${review.id}`, facts: [{ params: { lines: 1 } }] },
  ]);

  const answer = (who: Staff | undefined, grantId: string | undefined, payload: object) =>
    call(who, "POST", `duty-reviews/${review.id}/lines/${grantId}/answer`, payload);
  const grantOf = (all: Line[], who: Staff | undefined) => all.find(({ login }) => login === who?.login)?.grantId;
  const all = await lines(chief, review.id);
  const stays = { verdict: "stays" };
  expect((await answer(county, grantOf(all, county), stays)).statusCode).toBe(403);
  expect((await answer(other, grantOf(all, reader), stays)).statusCode).toBe(404);
  expect((await answer(county, grantOf(all, reader), { verdict: "ends_on" })).json().code).toBe(
    "duty_review.day_missing",
  );
  const past = { verdict: "ends_on", endsOn: "2020-01-01" };
  expect((await answer(county, grantOf(all, reader), past)).json().code).toBe("duty_review.day_past");
  expect((await answer(county, grantOf(all, reader), stays)).statusCode).toBe(204);
  expect((await call(county, "GET", "waiting")).json().items).toEqual([]);

  // On a day: held until its end. At once: dead with the answer.
  const endsOn = addDays(dayOf(new Date()), 30);
  expect((await answer(chief, grantOf(all, county), { verdict: "ends_on", endsOn })).statusCode).toBe(204);
  expect((await reviews(county)).items).toHaveLength(1);
  // What was shortened is not lengthened here, and nothing says so that is not so.
  const later = { verdict: "ends_on", endsOn: addDays(endsOn, 1) };
  expect((await answer(chief, grantOf(all, county), later)).json()).toMatchObject({
    ...{ code: "duty_review.day_beyond", params: { day: endsOn } },
  });
  expect((await answer(chief, grantOf(all, county), stays)).json().code).toBe("duty_review.shortened_already");
  expect((await answer(chief, grantOf(all, county), { verdict: "ends_on", endsOn })).statusCode).toBe(204);
  const [kept] = (await lines(chief, review.id)).filter(({ login }) => login === county?.login);
  expect(kept).toMatchObject({ verdict: "ends_on", endsOn });
  expect((await answer(chief, grantOf(all, other), { verdict: "ends_now" })).statusCode).toBe(204);
  await expect.poll(async () => (await call(other, "GET", "duty-reviews")).statusCode).toBe(403);
  expect((await answer(chief, grantOf(all, other), stays)).json().code).toBe("staff.no_such_grant");
  expect((await reviews(chief)).items).toMatchObject([{ lines: 4, done: 3, mine: 0 }]);

  const sheet = await call(chief, "GET", `duty-reviews/${review.id}/sheet`);
  const rows = (await readXlsx(sheet.rawPayload)).sheets[0]?.rows ?? [];
  expect(rows[0]?.slice(0, 4)).toEqual(["姓名", "账号", "职责", "在哪个组织"]);
  expect(rows.find((row) => row[1] === reader?.login)?.slice(2, 4)).toEqual(["会员管理", city.county.name]);
  expect(rows.map((row) => row[9])).toEqual(expect.arrayContaining(["继续", "立即结束", "到期结束"]));
});

it("shows what is new, changed or gone since the review before", async () => {
  const fresh = await aStaff(server.database, server.secrets, { node: city.union, duties: ["people.reader"] });
  // No quarter is longer than this.
  const later = { now: () => new Date(Date.now() + 93 * 86_400_000) };
  expect(await openDueReviews({ ...system(), clock: later })).toBe(1);
  const [next] = (await reviews(chief)).items;
  const seen = await lines(chief, next.id);
  const changes = Object.fromEntries(seen.map(({ login, change }) => [login, change]));
  expect(changes).toEqual({
    ...{ [chief?.login ?? ""]: "same", [reader?.login ?? ""]: "same", [county?.login ?? ""]: "changed" },
    [fresh.login]: "new",
  });
  expect((await lines(chief, next.id, "new")).map(({ login }) => login).sort()).toEqual(
    [county?.login, fresh.login].sort(),
  );
  expect((await lines(chief, next.id, "gone")).map(({ login, canAnswer }) => [login, canAnswer])).toEqual([
    [other?.login, false],
  ]);
});
