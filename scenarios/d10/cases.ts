import assert from "node:assert/strict";
import { somebody } from "../../bench/register/names.ts";
import { checkOf } from "../../wire/resident-id.ts";
import type { Browser } from "../browser.ts";
import { applyToJoin, takeIn } from "../joining.ts";
import type { Scene } from "../stage.ts";
import { signInAs } from "./members.ts";
import { type County, unionOf, unionsBelow } from "./rosters.ts";
import type { Done } from "./service-counters.ts";

interface Desk {
  scene: Scene;
  officer: Browser;
  remembered: Done[];
  from: County;
  to: County;
  unionsFrom: Map<string, string>;
  unionsTo: Map<string, string>;
}

/** So many cases are carried through: people join, move to a union of the other county, and have their files put right. */
export async function carryThrough(
  scene: Scene,
  {
    counties: [from, to],
    officer,
    count,
    remembered,
  }: {
    counties: readonly [County, County];
    officer: Browser;
    count: number;
    remembered: Done[];
  },
): Promise<void> {
  const [unionsFrom, unionsTo] = [await unionsBelow(officer, from.id), await unionsBelow(officer, to.id)];
  const desk = { scene, officer, remembered, from, to, unionsFrom, unionsTo };
  const kinds = [join, correct, transfer] as const;
  for (let at = 0; at < count; at++) await (kinds[at % kinds.length] ?? join)(desk, at);
}

const unionIn = (unions: Map<string, string>, county: County, at: number): string => {
  const id = unions.get(unionOf(county, at));
  assert.ok(id !== undefined);
  return id;
};

async function join({ scene, officer, remembered, from, unionsFrom }: Desk, at: number): Promise<void> {
  const unionId = unionIn(unionsFrom, from, 0);
  const first = `61099719900101${String(100 + 2 * at).padStart(3, "0")}`;
  const typed = { name: "安新禾", idNumber: first + checkOf(first), employerName: "江畔超市", districtId: from.id };
  await applyToJoin(scene, { phone: String(13_690_000_000 + at), typed, unionId });
  await takeIn(officer, unionId);
  remembered.push({ kind: "joining", organisationId: unionId, count: 1 });
}

/** A member asks for it on the phone, an officer finds it in the list of what waits. */
async function correct({ scene, officer, remembered, from, unionsFrom }: Desk, at: number): Promise<void> {
  const index = from.to - 1 - at;
  const member = await signInAs(scene, index);
  const { corrections } = await member.post("/api/member/data/corrections", { field: "education", said: "大专" });
  const decision = { type: "correction", revision: 1, step: "reviewed", verdict: "passed" };
  await officer.post(`/api/staff/waiting/${corrections[0].id}`, decision, true);
  remembered.push({ kind: "correction", organisationId: unionIn(unionsFrom, from, index - from.from), count: 1 });
}

/** The present union lets the member go, the other takes them in. */
async function transfer({ officer, remembered, from, to, unionsTo }: Desk, at: number): Promise<void> {
  const { items } = await officer.get(`/api/people?q=${somebody(from.to - 1 - at).idNumber}`);
  const organisationId = unionIn(unionsTo, to, 0);
  const begun = await officer.post("/api/staff/transfers", {
    personId: items[0].id,
    organisationId,
    reason: "换了工作单位",
  });
  const answer = { revision: begun.revision, verdict: "passed", note: "同意接收" };
  assert.equal((await officer.post(`/api/staff/transfers/${begun.id}/answer`, answer)).state, "done");
  remembered.push({ kind: "transfer", organisationId, count: 1 });
}
