import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { transact } from "#kernel/context";
import type { Runtime } from "#kernel/module";
import { startSession } from "#kernel/sign-in/sessions";
import { seededRandom } from "./random.ts";

/** How many invented members take part in the round of this start, per release in their order; the last leaves plenty over. */
const sizes = [600, 240, 90] as const;
const seed = 12;

export interface Crowd {
  /** The server's own address. */
  url: string;
  releaseIds: readonly string[];
  opensAt: Date;
  signal: AbortSignal;
}

/**
 * Invented members who enter the round like everybody else, through the public API, so that a newcomer is not alone in it and the
 * monitor has something to show. What is left after the draw they claim slowly, and leave most of it.
 */
export async function sendCrowd(runtime: Pick<Runtime, "system" | "clock" | "log">, crowd: Crowd): Promise<void> {
  const cookies = await signInMembers(runtime, Math.max(...sizes));
  const random = seededRandom(seed);
  const visits = crowd.releaseIds.flatMap((releaseId, index) =>
    cookies.slice(0, sizes[index] ?? 0).map((cookie) => ({ releaseId, cookie })),
  );
  for (let last = visits.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const [a, b] = [visits[last], visits[other]];
    if (a !== undefined && b !== undefined) [visits[last], visits[other]] = [b, a];
  }
  const millis = Math.max(10_000, crowd.opensAt.getTime() - runtime.clock.now().getTime());
  for (const { releaseId, cookie } of visits) {
    if (crowd.signal.aborted) return;
    void post(`${crowd.url}/api/releases/${releaseId}/entries`, cookie);
    await sleep(millis / visits.length, undefined, { signal: crowd.signal }).catch(() => undefined);
  }
  await sleep(6000, undefined, { signal: crowd.signal }).catch(() => undefined);
  const [, , lastRelease] = crowd.releaseIds;
  for (const cookie of cookies.slice(sizes[2], sizes[2] + 150)) {
    if (crowd.signal.aborted || lastRelease === undefined) return;
    void post(`${crowd.url}/api/releases/${lastRelease}/claims`, cookie, randomUUID());
    await sleep(random.below(400), undefined, { signal: crowd.signal }).catch(() => undefined);
  }
}

/** Sign-ins of members from the end of the list, so that a newcomer's first numbers stay untouched. */
async function signInMembers(runtime: Pick<Runtime, "system">, count: number): Promise<string[]> {
  return transact(runtime.system("demo-crowd"), async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from membership.person where verified_at is not null
      order by member_number desc limit ${count}`.execute(tx.db);
    const cookies: string[] = [];
    for (const { id } of rows) cookies.push((await startSession(tx, { entrance: "member", principalId: id })).token);
    return cookies.map((token) => `gh_member=${token}`);
  });
}

async function post(url: string, cookie: string, key?: string): Promise<void> {
  const headers = {
    cookie,
    "content-type": "application/json",
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  await fetch(url, { method: "POST", headers, body: "{}" }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined, // a server that is stopping
  );
}
