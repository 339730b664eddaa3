import assert from "node:assert/strict";
import { TOTP } from "otpauth";
import { type Browser, openBrowser } from "../browser.ts";
import type { Scene } from "../stage.ts";
import type { Merchants } from "./merchants.ts";

export interface Kind {
  title: string;
  minSpendFen: number;
  offFen: number;
  stock: number;
}

export const kinds = [
  { title: "满200减100", minSpendFen: 20_000, offFen: 10_000, stock: 5 },
  { title: "满100减50", minSpendFen: 10_000, offFen: 5000, stock: 8 },
  { title: "满50减20", minSpendFen: 5000, offFen: 2000, stock: 20 },
] as const satisfies readonly Kind[];

export const rounds = 3;
export const sourceFen = 1_000_000;
export const neededFen = rounds * kinds.reduce((sum, kind) => sum + kind.stock * kind.offFen, 0);

export interface Campaign {
  id: string;
  opensAt: Date;
  maker: Browser;
  checker: Browser;
  fundSourceId: string;
}

/** How long after the approval the first round opens: enough to enter through HTTP on a busy machine. */
const untilOpening = 15_000;

/** One person makes the campaign, a second checks it, a third approves it; nobody takes two steps. */
export async function makeCampaign(scene: Scene, merchants: Merchants): Promise<Campaign> {
  const checker = await scene.staff("checker");
  const approver = await scene.staff("approver");
  const maker = await newMaker(scene);
  const source = await checker.post("/api/fund-sources", {
    ...{ organisationId: scene.city.city.id, name: "冰雪普惠资金", year: 2026, budgetFen: sourceFen },
  });
  const opensAt = new Date(Date.now() + untilOpening);
  const draft = await maker.post("/api/staff/campaigns", draftOf(scene, merchants, source.id, opensAt));
  assert.equal(draft.state, "draft");
  const preview = await maker.post(`/api/staff/campaigns/${draft.id}/preview`);
  assert.equal(preview.rounds.length, rounds);
  assert.equal(preview.budgetNeededFen, neededFen);
  assert.ok(preview.peopleEligible > 100 && preview.peopleEligible < 200, "verified members only");
  assert.deepEqual(
    preview.rounds.map((round: { opensAt: string }) => Date.parse(round.opensAt) - opensAt.getTime()),
    [0, 7 * 86_400_000, 14 * 86_400_000],
    "a weekly rule keeps its time of day",
  );

  await maker.refused(`/api/staff/campaigns/${draft.id}/approve`, { revision: 1 }, 403, "access.forbidden");
  const submitted = await maker.post(`/api/staff/campaigns/${draft.id}/submit`);
  assert.deepEqual([submitted.state, submitted.can.approve], ["submitted", false]);
  await refuseMakerWithEveryDuty(scene, merchants, source.id);
  await checkAndApprove(draft.id, { checker, approver });
  return { id: draft.id, opensAt, maker, checker, fundSourceId: source.id };
}

/** The second person's look, then the third's; each may take its own step only, and once. */
async function checkAndApprove(id: string, { checker, approver }: { checker: Browser; approver: Browser }) {
  const url = `/api/staff/campaigns/${id}`;
  await approver.refused(`${url}/approve`, { revision: 1 }, 409, "benefits.wrong_state");
  const checked = await checker.post(`${url}/check`, { revision: 1, note: "预算和门店已核对" }, true);
  assert.deepEqual([checked.state, checked.awaits, checked.can.approve], ["submitted", "approved", false]);
  await checker.refused(`${url}/approve`, { revision: 1 }, 403, "decisions.same_person");
  const approved = await approver.post(`${url}/approve`, { revision: 1 }, true);
  assert.ok(["approved", "running"].includes(approved.state));
  assert.deepEqual(
    approved.history.map(({ step, by }: { step: string; by: string }) => `${step} ${by}`),
    ["handed_in 林经办", "checked 赵复核", "approved 何审批"],
  );
  await approver.refused(`${url}/approve`, { revision: 1 }, 409, "benefits.wrong_state");
}

/** The administrator holds every duty and still can neither check nor approve what the administrator wrote. */
async function refuseMakerWithEveryDuty(scene: Scene, merchants: Merchants, sourceId: string): Promise<void> {
  const admin = await scene.staff("admin");
  const own = await admin.post(
    "/api/staff/campaigns",
    draftOf(scene, merchants, sourceId, new Date(Date.now() + 86_400_000)),
  );
  await admin.post(`/api/staff/campaigns/${own.id}/submit`);
  await admin.refused(`/api/staff/campaigns/${own.id}/check`, { revision: 1 }, 403, "benefits.maker_cannot_check");
  await admin.refused(`/api/staff/campaigns/${own.id}/approve`, { revision: 1 }, 403, "benefits.maker_cannot_check");
}

function draftOf(scene: Scene, merchants: Merchants, fundSourceId: string, opensAt: Date) {
  const day = (later: number) => new Date(opensAt.getTime() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10);
  return {
    organisationId: scene.city.city.id,
    title: "冰雪主题满减消费券",
    theme: "冰雪",
    tags: ["定期限量"],
    description: "每周一轮,全体会员可参加。",
    rules: ["每人每种限领一张", "只在列出的门店使用"],
    budgetFen: neededFen,
    fundSourceId,
    startsOn: day(0),
    endsOn: day(30),
    kinds: kinds.map(({ title, minSpendFen, offFen, stock }) => ({
      title,
      benefit: { type: "threshold", minSpendFen, offFen },
      validDays: 7,
      stockPerRound: stock,
      perPerson: 1,
    })),
    schedule: { rule: `FREQ=WEEKLY;COUNT=${rounds}`, firstOpensAt: opensAt.toISOString(), mode: "grab" },
    eligibility: [{ type: "verified" }],
    storeIds: [merchants.listed.storeId],
  };
}

/** A new officer: first password, authenticator made known, own password, and only then a duty that holds. */
async function newMaker(scene: Scene): Promise<Browser> {
  const admin = await scene.staff("admin");
  const { city } = scene.city;
  const account = await admin.post("/api/staff-accounts", { login: "lin", name: "林经办", organisationId: city.id });
  await admin.post(`/api/staff-accounts/${account.accountId}/duties`, {
    duty: "benefits.maker",
    organisationId: city.id,
  });

  const maker = openBrowser(scene.url);
  const first = await maker.post("/api/staff/sign-in", { login: "lin", password: account.password });
  assert.equal(first.next, "enrol");
  const code = new TOTP({ secret: first.enrol.secret }).generate();
  const me = await maker.post("/api/staff/sign-in/second", { ticket: first.ticket, code });
  assert.deepEqual([me.recoveryCodes.length, me.passwordTemporary, me.permissions.length], [10, true, 0]);
  await maker.post("/api/staff/password", { current: account.password, next: "a winter of many vouchers" });
  const settled = await maker.get("/api/staff/me");
  assert.ok(settled.permissions.includes("benefits.manage"));
  return maker;
}
