import assert from "node:assert/strict";
import { type Browser, eventually } from "./browser.ts";
import type { Scene } from "./stage.ts";

/** One person writes the campaign and hands it in, a second checks it, a third approves it; gives its id. */
export async function passCampaign(scene: Scene, draft: object): Promise<string> {
  const [maker, checker, approver] = [
    await scene.staff("maker"),
    await scene.staff("checker"),
    await scene.staff("approver"),
  ];
  const { id, revision } = await maker.post("/api/staff/campaigns", draft);
  await maker.post(`/api/staff/campaigns/${id}/submit`);
  await checker.post(`/api/staff/campaigns/${id}/check`, { revision }, true);
  const { history } = await approver.post(`/api/staff/campaigns/${id}/approve`, { revision }, true);
  const people = new Set(history.map((step: { by: string }) => step.by));
  assert.equal(people.size, 3, "three different people");
  return id;
}

export interface CampaignText {
  title: string;
  theme: string;
  budgetFen: number;
  fundSourceId: string;
  storeIds: string[];
  opensAt: Date;
  kinds: object[];
  tags?: string[];
}

/** A campaign of thirty days with one round, first come, first served, for every member of the city. */
export function draftOf(scene: Scene, { opensAt, kinds, ...text }: CampaignText) {
  const day = (later: number) => new Date(opensAt.getTime() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10);
  return {
    ...{ organisationId: scene.city.city.id, description: "全体会员可参加。", rules: ["每人每种限领一张"], ...text },
    ...{ startsOn: day(0), endsOn: day(30), eligibility: [] },
    kinds: kinds.map((kind) => ({ validDays: 7, perPerson: 1, ...kind })),
    schedule: { rule: null, firstOpensAt: opensAt.toISOString(), mode: "first_come", entryMinutes: 0 },
  };
}

/** Waits until the releases with these titles are open, as a member sees them; gives their ids in that order. */
export const openReleases = (member: Browser, titles: readonly string[]): Promise<string[]> =>
  eventually(`${titles.join(", ")} open`, async () => {
    const { items } = await member.get("/api/releases");
    const found = titles.map(
      (title) => items.find((one: { title: string; state: string }) => one.title === title && one.state === "open")?.id,
    );
    return found.every((id) => id !== undefined) ? (found as string[]) : undefined;
  });

/** The member takes one voucher; gives the claim. */
export async function takeVoucher(member: Browser, releaseId: string): Promise<string> {
  const claim = await member.post(`/api/releases/${releaseId}/claims`, {}, true);
  return claim.claimId ?? claim.id;
}

/** The code that a till scans, made by the server. */
export const codeOf = async (member: Browser, claimId: string): Promise<string> =>
  (await member.post("/api/member/code", { purpose: "redeem", claimId })).code;
