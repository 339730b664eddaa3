import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GrabStage, grabStage } from "../bench/grab-stage.ts";
import { type Member, makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";

let stage: Stage;
let grab: GrabStage;
let members: Member[];
let next = 0;

beforeAll(async () => {
  stage = await openStage();
  const node = await makeNode(stage);
  members = await makeMembers(stage, node, 40);
  grab = await grabStage(stage, node);
});
afterAll(async () => {
  await grab.close();
  await stage.close();
});

const somebody = (): Member => members[next++ % members.length] as Member;

async function post(server: ServerProcess, path: string, member = somebody()) {
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: "POST",
    headers: { cookie: member.cookie, "content-type": "application/json", "idempotency-key": randomUUID() },
    body: "{}",
    signal: AbortSignal.timeout(20_000),
  });
  const body = (await answer.json()) as { code?: string };
  return {
    status: answer.status,
    code: body.code,
    retryAfter: answer.headers.get("retry-after"),
    millis: performance.now() - started,
  };
}

/** The library that gives a process another time; Debian's package faketime brings it. */
function faketimeLibrary(): string {
  for (const base of ["/usr/lib", "/usr/lib64"])
    for (const folder of existsSync(base) ? ["", ...readdirSync(base)] : []) {
      const file = join(base, folder, "faketime/libfaketime.so.1");
      if (existsSync(file)) return file;
    }
  throw new Error("libfaketime is not installed (Debian package faketime)");
}

const withClock = (shift: string) => ({
  env: { LD_PRELOAD: faketimeLibrary(), FAKETIME: shift, FAKETIME_DONT_FAKE_MONOTONIC: "1" },
});

describe("the clock of an app process", () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  it("ten minutes fast claims nothing before opening and enters nothing before the window", async () => {
    const server = await stage.serve(withClock("+10m"));
    const later = await grab.publish({ capacity: 5, opensAt: minutes(5), closesAt: minutes(60) });
    const window = await grab.publish({ capacity: 5, mode: "grab", opensAt: minutes(15), closesAt: minutes(60) });
    expect(await post(server, `/api/releases/${later}/claims`)).toMatchObject({
      status: 409,
      code: "release.not_open_yet",
    });
    expect(await post(server, `/api/releases/${window}/entries`)).toMatchObject({
      status: 409,
      code: "release.not_open_yet",
    });
    const { rows } = await stage.owner.query("select 1 from stock.claim where quota_id = $1", [later]);
    expect(rows).toEqual([]);
    await server.stop();
  });

  it("ten minutes slow claims what is open", async () => {
    const server = await stage.serve(withClock("-10m"));
    const open = await grab.publish({ capacity: 5, opensAt: minutes(-5), closesAt: minutes(60) });
    expect(await post(server, `/api/releases/${open}/claims`)).toMatchObject({ status: 201 });
    await server.stop();
  });

  it("is really another one (else the two tests above would prove nothing)", async () => {
    const server = await stage.serve(withClock("+10m"));
    const { headers } = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    expect(Date.parse(headers.get("date") ?? "") - Date.now()).toBeGreaterThan(9 * 60_000);
    await server.stop();
  });
});

describe("a database that does not answer", () => {
  it("is told with 503 and Retry-After within two seconds, and recovers by itself", async () => {
    const server = await stage.serve();
    const release = await grab.publish({ capacity: 30 });
    expect(await post(server, `/api/releases/${release}/claims`)).toMatchObject({ status: 201 });

    const frozen = await processTree(stage.postgresPid());
    for (const pid of frozen) process.kill(pid, "SIGSTOP");
    try {
      const first = await post(server, `/api/releases/${release}/claims`);
      const second = await post(server, `/api/releases/${release}/claims`);
      expect(first).toMatchObject({ status: 503, code: "http.database_unreachable", retryAfter: "2" });
      expect(second).toMatchObject({ status: 503, code: "http.database_unreachable" });
      // Bounds of the promise, not of speed: the answer must not wait for the database.
      expect(Math.max(first.millis, second.millis)).toBeLessThan(4000);
    } finally {
      for (const pid of frozen) process.kill(pid, "SIGCONT");
    }
    await answersAgain(server, release);
    await server.stop();
  });

  it("killed is told with 503, never with another error, until it is back", async () => {
    const server = await stage.serve();
    const release = await grab.publish({ capacity: 30 });
    expect(await post(server, `/api/releases/${release}/claims`)).toMatchObject({ status: 201 });
    for (const pid of await processTree(stage.postgresPid())) process.kill(pid, "SIGKILL");
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(server, `/api/releases/${release}/claims`)));
    for (const answer of answers) expect([201, 503]).toContain(answer.status);
    await answersAgain(server, release);
    await server.stop();
  });
});

async function answersAgain(server: ServerProcess, release: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await post(server, `/api/releases/${release}/claims`);
    if (answer.status === 201) return;
    expect(answer.status).toBe(503);
    await sleep(200);
  }
  throw new Error("the server did not recover");
}

/** A process and everything below it. */
async function processTree(root: number): Promise<number[]> {
  const { execFileSync } = await import("node:child_process");
  const lines = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const tree = [root];
  for (const pid of tree) tree.push(...pairs.filter(([, parent]) => parent === pid).map(([child]) => child));
  return tree;
}
