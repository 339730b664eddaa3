import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";
import type { Industry } from "./industry.ts";

/** A union of a county that trades abroad, with one of its people. */
interface Firm {
  id: string;
  memberId: string;
}

/** Firms that stay in their counties and are linked to the industry union. */
export async function findFirms(scene: Scene, count: number): Promise<Firm[]> {
  const maker = await scene.staff("maker");
  const firms: Firm[] = [];
  for (const { id } of scene.city.unions) {
    const { items } = await maker.get(`/api/people?organisationId=${id}&limit=1`);
    if (items[0] !== undefined) firms.push({ id, memberId: items[0].id });
    if (firms.length === count) return firms;
  }
  throw new Error("the city has too few unions with members");
}

const statusOf = async (officer: Browser, { memberId }: Firm) =>
  (await officer.send("GET", `/api/people/${memberId}`)).status;

/** What is told to every process takes a second at most. */
async function within1s(officer: Browser, firm: Firm, status: number): Promise<void> {
  const began = performance.now();
  while ((await statusOf(officer, firm)) !== status) {
    assert.ok(performance.now() - began < 1000, `not ${status} within a second`);
    await wait(50);
  }
}

/** Links that grant nothing show nothing; those that grant sight show people to read, until they end. */
export async function playLinks(scene: Scene, industry: Industry, firms: readonly Firm[]): Promise<void> {
  const maker = await scene.staff("maker");
  const { officer, id: toId } = industry;
  const [blind, allied, ...seen] = firms;
  assert.ok(blind !== undefined && allied !== undefined && seen.length > 0);
  const link = (firm: Firm, body: object) => maker.post(`/api/organisations/${firm.id}/links`, { toId, ...body });
  await link(blind, { kind: "industry" });
  await link(allied, { kind: "alliance", agreement: "外贸企业联盟" });
  const made: string[] = [];
  for (const firm of seen)
    made.push((await link(firm, { kind: "industry", grantsSight: true, agreement: "共享会员数据" })).id);

  for (const firm of seen) await within1s(officer, firm, 200);
  for (const firm of [blind, allied]) assert.equal(await statusOf(officer, firm), 404);
  const [first] = seen;
  const [firstLink] = made;
  assert.ok(first !== undefined && firstLink !== undefined);
  const change = await officer.send("PATCH", `/api/people/${first.memberId}`, { body: { name: "改名" } });
  assert.equal(change.status, 403, "what is seen through a link is not changed");
  const { total } = await officer.get(`/api/statistics/organisations?organisationId=${first.id}&day=${today()}`);
  assert.equal(total, 1, "figures are seen as well");

  await maker.post(`/api/organisation-links/${firstLink}/end`, { on: today(), reason: "约定到期" });
  await within1s(officer, first, 404);
  for (const firm of seen.slice(1)) assert.equal(await statusOf(officer, firm), 200, "the others go on");
}

/** A linked firm counts in its county and not in the industry union: nobody is counted twice. */
export async function assertCountedOnce(scene: Scene, industry: Industry): Promise<void> {
  const maker = await scene.staff("maker");
  const figures = (id: string) => maker.get(`/api/statistics/organisations?organisationId=${id}&day=${today()}`);
  const own = await figures(industry.id);
  assert.equal(own.total, industry.units.length + 1);
  const byIndustry = own.by.find((one: { dimension: string }) => one.dimension === "industry").values;
  const traded = byIndustry.filter(({ value }: { value: string | null }) => value !== null);
  assert.equal(
    traded.reduce((sum: number, one: { organisations: number }) => sum + one.organisations, 0),
    industry.units.length,
  );
  const city = await maker.get(`/api/organisations/${scene.city.city.id}`);
  const below = await maker.get(`/api/organisations?parent=${scene.city.city.id}`);
  const sum = below.items.reduce((total: number, one: { members: number }) => total + one.members, 0);
  assert.equal(sum, city.members, "the parts are the whole");
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
