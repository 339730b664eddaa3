import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

/** As many as the field case has. */
export const directUnits = 43;

export interface Industry {
  id: string;
  units: { id: string; memberId: string }[];
  /** Works for the industry union, and for nothing else that has people. */
  officer: Browser;
}

const trades = ["C", "F", "G", "L"] as const;

/** The industry union beside the counties, with its direct units and one member in each; and somebody who works for it. */
export async function foundIndustry(scene: Scene): Promise<Industry> {
  const maker = await scene.staff("maker");
  const top = { parentId: scene.city.city.id, name: "澄江市外经贸工会", kind: "industry" };
  const industry = await maker.post("/api/organisations", top);
  const units: Industry["units"] = [];
  for (let at = 0; at < directUnits; at++) {
    const unit = await maker.post("/api/organisations", {
      ...{ parentId: industry.id, name: `外贸企业${at + 1}工会`, kind: "base", unitType: "foreign_invested" },
      ...{ industry: trades[at % trades.length], termFrom: "2024-03-01", termYears: 3 },
    });
    const phone = `1370000${String(1000 + at)}`;
    const member = await maker.post("/api/people", { name: `外贸职工${at + 1}`, phone, organisationId: unit.id });
    units.push({ id: unit.id, memberId: member.id });
  }
  await appoint(scene, industry.id);
  return { id: industry.id, units, officer: await scene.staff("county") };
}

/** The county's benefits officer changes over: what she kept there ends, and the industry union's people begin. */
async function appoint(scene: Scene, organisationId: string): Promise<void> {
  const admin = await scene.staff("admin");
  const accountId = scene.city.staff.find(({ role }) => role === "county")?.accountId;
  const { duties } = await admin.get(`/api/staff-accounts/${accountId}`);
  for (const { grantId } of duties) {
    const ended = await admin.send("DELETE", `/api/staff-accounts/${accountId}/duties/${grantId}`);
    assert.equal(ended.status, 204);
  }
  await admin.post(`/api/staff-accounts/${accountId}/duties`, { duty: "people.officer", organisationId });
}

/** The officer sees the direct units and their people by the tree, and nobody of the counties. */
export async function assertSeesOwn({ id, units, officer }: Industry): Promise<void> {
  const own = await officer.get(`/api/organisations/${id}`);
  assert.equal(own.children, directUnits);
  assert.equal(own.members, directUnits);
  const { items } = await officer.get("/api/people?limit=100");
  const seen = items.map((person: { id: string }) => person.id).sort();
  assert.deepEqual(seen, units.map(({ memberId }) => memberId).sort(), "exactly the people of the direct units");
}
