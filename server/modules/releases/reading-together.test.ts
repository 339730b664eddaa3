import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await releasesApp();
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const member = async (union = city.union) => (await aMember(server.database, server.secrets, union)).cookie();
const get = async (cookie: string, url: string) =>
  (await server.app.inject({ method: "GET", url, headers: { cookie } })).json();
const publish = async (on: { path: string }) => {
  const id = await aRelease(server, on, { capacity: 1000 });
  await refreshStock(server.runtime);
  return id;
};
const claim = (cookie: string, id: string) =>
  server.app.inject({
    ...{ method: "POST", url: `/api/releases/${id}/claims`, payload: {} },
    ...{ headers: { cookie, "idempotency-key": uuidv7() } },
  });

test("of many who ask in the same moment each is given the own part, by list, release and question", async () => {
  const id = await publish(city.county);
  const cookies = await Promise.all(Array.from({ length: 60 }, () => member()));
  const claims = new Map<string, string>();
  for (const cookie of cookies.slice(0, 30)) claims.set(cookie, (await claim(cookie, id)).json().id);

  const [mine, details, lists] = await Promise.all(
    [`/api/releases/${id}/mine`, `/api/releases/${id}`, "/api/releases"].map((url) =>
      Promise.all(cookies.map((cookie) => get(cookie, url))),
    ),
  );
  const expected = cookies.map((cookie) => claims.get(cookie));
  expect(new Set(expected).size).toBe(31);
  expect(mine?.map((one) => one.claimId)).toEqual(expected);
  expect(details?.map((one) => one.mine.claimId)).toEqual(expected);
  const inList = (list: { items: { id: string; mine: { claimId?: string } }[] }) =>
    list.items.find((card) => card.id === id)?.mine.claimId;
  expect(lists?.map(inList)).toEqual(expected);
});

test("members of two unions who ask in the same moment see each the releases of their own", async () => {
  const here = await publish(city.union);
  const there = await publish(city.otherUnion);
  const [ann, bo] = [await member(), await member(city.otherUnion)];
  const seen = async (cookie: string) =>
    (await get(cookie, "/api/releases")).items.map((card: { id: string }) => card.id) as string[];
  const [anns, bos] = await Promise.all([seen(ann), seen(bo)]);
  expect([anns.includes(here), anns.includes(there)]).toEqual([true, false]);
  expect([bos.includes(here), bos.includes(there)]).toEqual([false, true]);
  expect((await get(bo, `/api/releases/${here}`)).code).toBe("release.no_such_release");
});
