import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { diskStorage, filesDir } from "#kernel/files/file-storage";
import { saveFile } from "#kernel/files/files";
import { jpeg } from "#kernel/files/files.fixture";
import { aCookie } from "#kernel/sign-in/sign-in.builders";
import { aCity, campaignInput, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const dataDir = await mkdtemp(join(tmpdir(), "gonghui-cover-"));
const { world, city, storeId, fundSourceId, maker, checker, call } = await aCampaignOffice({ filesIn: dataDir });
afterAll(() => rm(dataDir, { recursive: true }));
const [person = ""] = await someMembers(world, city, 1);
const member = await aCookie(world.database, "member", person);

const aPicture = async (): Promise<string> => {
  const given = { purpose: "benefits.campaign_cover", node: city.node, name: "a.jpg" };
  const stream = (async function* () {
    yield jpeg;
  })();
  return (await saveFile(world.database.ctx(), diskStorage(filesDir({ dataDir })), { ...given, stream })).id;
};
const input = (coverFileId: string | null) =>
  campaignInput(city, { fundSourceId, storeIds: [storeId], coverFileId, budgetFen: 50_000_000 });
const read = async (url: string, cookie?: string) =>
  (await world.app.inject({ url, headers: cookie === undefined ? {} : { cookie } })).statusCode;

test("a cover can be seen by the makers at once, by members and everybody when the campaign is allowed", async () => {
  const cover = await aPicture();
  const { id } = (await call(maker, "POST", "", input(cover))).json();
  expect(await read(`/api/staff/files/${cover}`, checker.cookie)).toBe(200);
  expect(await read(`/api/files/${cover}`)).toBe(404);
  expect(await read(`/api/member/files/${cover}`, member)).toBe(404);

  await call(maker, "POST", `/${id}/submit`);
  expect((await call(checker, "POST", `/${id}/approve`, { revision: 1 })).statusCode).toBe(200);
  expect(await read(`/api/files/${cover}`)).toBe(200);
  expect(await read(`/api/member/files/${cover}`, member)).toBe(200);
  const listed = await world.app.inject({ url: "/api/campaigns", headers: { cookie: member } });
  expect(listed.json().items).toMatchObject([{ id, coverFileId: cover }]);

  const better = await aPicture();
  expect((await call(maker, "PATCH", `/${id}`, { coverFileId: better })).json()).toMatchObject({ coverFileId: better });
  expect(await read(`/api/files/${better}`)).toBe(200);
  expect((await call(maker, "PATCH", `/${id}`, { coverFileId: null })).json()).toMatchObject({ coverFileId: null });
});

test("members of another union do not get the picture by their own door", async () => {
  const elsewhere = await aCity(world);
  const [person = ""] = await someMembers(world, elsewhere, 1);
  const stranger = await aCookie(world.database, "member", person);
  const cover = await aPicture();
  const { id } = (await call(maker, "POST", "", input(cover))).json();
  await call(maker, "POST", `/${id}/submit`);
  await call(checker, "POST", `/${id}/approve`, { revision: 1 });
  expect(await read(`/api/member/files/${cover}`, stranger)).toBe(404);
  expect(await read(`/api/member/files/${cover}`, member)).toBe(200);
});

test("a picture that is not there, or is another campaign's, is no cover", async () => {
  const cover = await aPicture();
  expect((await call(maker, "POST", "", input(crypto.randomUUID()))).json()).toMatchObject({
    code: "files.not_usable",
  });
  expect((await call(maker, "POST", "", input(cover))).statusCode).toBe(201);
  expect((await call(maker, "POST", "", input(cover))).json()).toMatchObject({ status: 422, code: "files.not_usable" });
});
