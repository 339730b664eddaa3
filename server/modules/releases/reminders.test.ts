import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeQuota, pauseQuota, resumeQuota } from "#engines/stock";
import { transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import { aRelease, minutes, releasesApp } from "./releases.builders.ts";
import { remindDue } from "./reminders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await releasesApp();
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const asSystem = <T>(work: (tx: Parameters<Parameters<typeof transact<T>>[1]>[0]) => Promise<T>) =>
  transact(server.database.ctx(), work);

/** Somebody who wants to be reminded of a release that opens in so many minutes. */
async function aReminder({ opensIn = 30 } = {}) {
  const made = await aMember(server.database, server.secrets, city.union);
  const id = await aRelease(server, city.county, { title: "满50减20", opensAt: minutes(opensIn) });
  await refreshStock(server.runtime);
  const cookie = await made.cookie();
  const url = `/api/releases/${id}/reminder`;
  const set = (method: "PUT" | "DELETE") =>
    server.app.inject({ method, url, headers: { cookie }, ...(method === "PUT" ? { payload: {} } : {}) });
  const answer = await set("PUT");
  const told = async () => {
    const { rows } = await asSystem((tx) =>
      sql<{ kind: string; params: Record<string, string>; link: string }>`select kind, params, link
        from kernel.inbox_message where person_id = ${made.id}`.execute(tx.db),
    );
    return rows;
  };
  return { id, personId: made.id, set, status: answer.statusCode, code: answer.body, told };
}
const remind = () => remindDue(server.database.ctx());
const comeDue = (id: string) =>
  asSystem((tx) =>
    sql`update releases.reminder set remind_at = clock_timestamp() where release_id = ${id}`.execute(tx.db),
  );

describe("a reminder", () => {
  test("comes ten minutes before the opening, once, with the time, and not before", async () => {
    const early = await aReminder({ opensIn: 30 });
    const due = await aReminder({ opensIn: 9 });
    await Promise.all([remind(), remind(), remind()]);
    await remind();
    expect(await early.told()).toEqual([]);
    const messages = await due.told();
    expect(messages).toMatchObject([
      { kind: "release.reminder", params: { title: "满50减20" }, link: `/releases/${due.id}` },
    ]);
    expect(Date.parse(messages[0]?.params.opensAt ?? "")).toBeGreaterThan(Date.now());
  });

  test("that was taken back, or is of a release that has ended, never comes", async () => {
    const [back, ended] = [await aReminder(), await aReminder()];
    expect((await back.set("DELETE")).statusCode).toBe(204);
    await asSystem((tx) => closeQuota(tx, ended.id));
    await comeDue(back.id);
    await comeDue(ended.id);
    await remind();
    expect([...(await back.told()), ...(await ended.told())]).toEqual([]);
  });

  test("of a paused release waits until it goes on", async () => {
    const paused = await aReminder();
    await asSystem((tx) => pauseQuota(tx, paused.id));
    await comeDue(paused.id);
    await remind();
    expect(await paused.told()).toEqual([]);
    await asSystem((tx) => resumeQuota(tx, paused.id));
    await remind();
    expect(await paused.told()).toHaveLength(1);
  });

  test("set again after it came does not come twice", async () => {
    const again = await aReminder({ opensIn: 9 });
    await remind();
    await again.set("PUT");
    await remind();
    expect(await again.told()).toHaveLength(1);
  });

  test("cannot be set for what has opened", async () => {
    const open = await aReminder({ opensIn: -1 });
    expect(open.status, open.code).toBe(409);
  });
});
