import assert from "node:assert/strict";
import type { Browser } from "./browser.ts";
import type { Scene } from "./stage.ts";

interface Application {
  phone: string;
  /** What the applicant types: name, id number, and where they work and live. */
  typed: object;
  unionId: string;
}

interface Sent {
  /** The unions that were proposed, and why each. */
  proposals: { id: string; reason: string }[];
  /** Of the review that is waited for. */
  clock: { kind: string; state: string; daysLeft: number };
}

/** Somebody applies to join by phone: a draft, the unions proposed, one chosen, and sent. */
export async function applyToJoin(scene: Scene, { phone, typed, unionId }: Application): Promise<Sent> {
  const applicant = scene.stranger();
  const { demoCode: code } = await applicant.post("/api/joining/codes", { phone });
  const begun = await applicant.post("/api/joining/phone", { phone, code });
  assert.equal(begun.state, "draft");
  await applicant.send("PATCH", "/api/joining/draft", { body: typed });
  const { items } = await applicant.get("/api/joining/proposals");
  const chosen = await applicant.send("PATCH", "/api/joining/draft", { body: { organisationId: unionId } });
  assert.equal(chosen.status, 200);
  const sent = await applicant.post("/api/joining/submit", { consent: begun.consent });
  assert.equal(sent.state, "waiting");
  return { proposals: items, clock: sent.clock };
}

/** The one application that waits at a union is passed; gives the person's id. */
export async function takeIn(officer: Browser, unionId: string): Promise<string> {
  const { items } = await officer.get(`/api/staff/joining?organisationId=${unionId}`);
  assert.equal(items.length, 1);
  assert.equal(items[0].clock.state, "on_time", "within the clock, which both sides see");
  const url = `/api/staff/joining/${items[0].id}`;
  const done = await officer.post(`${url}/approve`, { revision: 1, verified: true });
  assert.equal(done.state, "approved");
  assert.equal(done.idMasked, "", "the number is in their file now, and nowhere else");
  return done.personId;
}
