import { expect, test } from "vitest";
import { ApiProblem, noAnswer } from "../../../shared/api-problem.ts";
import { createPendingActs, type PendingAct } from "./pending-acts.ts";

const claim: PendingAct = { releaseId: "r1", act: "claim", key: "k1", personId: "p1" };

function browser() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const refused = (code: string, status: number, retryAfter?: number) =>
  new ApiProblem({ status, code, params: {}, ...(retryAfter === undefined ? {} : { retryAfter }) });

/** A server that gives these answers in turn, and the page's side of it. */
function page(storage: ReturnType<typeof browser>, answers: (ApiProblem | "done" | "never")[]) {
  const sent: string[] = [];
  const waits: number[] = [];
  let finish: (act: PendingAct) => void = () => {};
  const answered = new Promise<PendingAct>((resolve) => {
    finish = resolve;
  });
  const acts = createPendingActs({
    storage,
    send: async (act) => {
      sent.push(act.key);
      const answer = answers.shift() ?? "never";
      if (answer === "never") return new Promise(() => {});
      if (answer !== "done") throw answer;
    },
    onAnswer: (act) => finish(act),
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 1,
  });
  return { acts, sent, waits, answered };
}

test("a claim whose answers get lost is sent again with the same key until the server has spoken", async () => {
  const { acts, sent, waits, answered } = page(browser(), [
    noAnswer("network.offline"),
    noAnswer("network.timeout"),
    "done",
  ]);
  acts.begin(claim);
  await answered;
  expect(sent).toEqual(["k1", "k1", "k1"]);
  expect(waits).toEqual([1000, 2000]);
  expect(acts.find("r1")).toBeUndefined();
});

test("after a reload the page goes on with the same key, for the same person only", async () => {
  const storage = browser();
  page(storage, ["never"]).acts.begin(claim);
  const next = page(storage, ["done"]);
  expect(next.acts.find("r1")).toMatchObject({ key: "k1", act: "claim" });
  next.acts.resume("somebody else");
  expect(next.sent).toEqual([]);
  next.acts.resume("p1");
  await next.answered;
  expect(next.sent).toEqual(["k1"]);
});

test("what was said with an entry, and the seat of a claim, survive a reload", () => {
  const storage = browser();
  const entry: PendingAct = { ...claim, releaseId: "r2", act: "entry", wishes: ["5排8座"], partyCode: "ABCD2345" };
  const { acts } = page(storage, ["never", "never"]);
  acts.begin(entry);
  acts.begin({ ...claim, key: "k2", pick: "5排9座" });
  const reloaded = page(storage, []).acts;
  expect(reloaded.find("r2")).toEqual(entry);
  expect(reloaded.find("r1")?.pick).toBe("5排9座");
});

test("a refusal ends the sending and is kept, over a reload too, until it was seen", async () => {
  const storage = browser();
  const { acts, sent, answered } = page(storage, [refused("release.sold_out", 409)]);
  acts.begin(claim);
  await answered;
  expect(sent).toHaveLength(1);
  const reloaded = page(storage, []);
  expect(reloaded.acts.find("r1")?.refusal?.code).toBe("release.sold_out");
  reloaded.acts.resume("p1");
  expect(reloaded.sent).toEqual([]);
  reloaded.acts.dismiss("r1");
  expect(reloaded.acts.find("r1")).toBeUndefined();
});

test("an overloaded server is asked again only after the time it named", async () => {
  const { acts, waits, answered } = page(browser(), [refused("http.busy", 503, 5), "done"]);
  acts.begin(claim);
  await answered;
  expect(waits).toEqual([6000]);
});

test("an ended sign-in keeps the claim for after signing in", async () => {
  const storage = browser();
  const first = page(storage, [refused("access.sign_in_needed", 401)]);
  first.acts.begin(claim);
  await Promise.resolve();
  const next = page(storage, ["done"]);
  next.acts.resume("p1");
  await next.answered;
  expect(next.sent).toEqual(["k1"]);
});

test("resuming twice sends once", () => {
  const storage = browser();
  page(storage, ["never"]).acts.begin(claim);
  const next = page(storage, ["never"]);
  next.acts.resume("p1");
  next.acts.resume("p1");
  expect(next.sent).toEqual(["k1"]);
});

test("storage written by something else is ignored", () => {
  const storage = browser();
  storage.setItem("gonghui.pending-acts", '[{"act":"steal"},7,null]');
  expect(page(storage, []).acts.find("r1")).toBeUndefined();
});
