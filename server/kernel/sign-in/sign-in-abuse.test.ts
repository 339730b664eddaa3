import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "../context.ts";
import { rememberAddress, requestCode } from "./one-time-password.ts";
import { hashPassword } from "./password.ts";
import { aNode, aStaff, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";
import { updatePassword } from "./staff-sign-in.store.ts";

let server: SignInApp;
beforeAll(async () => {
  server = await signInApp(staffSignInRoutes);
});
afterAll(() => server.close());

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  server.app.inject({ method: "POST", url, payload, headers });

test("one address cannot try one password on everybody; another address can sign in meanwhile", async () => {
  const from = (address: string, login: string) =>
    post("/api/staff/sign-in", { login, password: "Winter2026!" }, { "x-forwarded-for": address });
  const statuses = [];
  for (let index = 0; index < 120; index++) statuses.push((await from("203.0.113.7", `person${index}`)).statusCode);
  expect(statuses.indexOf(429)).toBe(100);
  expect(new Set(statuses.slice(100))).toEqual(new Set([429]));
  expect((await from("203.0.113.8", "person0")).statusCode).toBe(401);
}, 60_000);

test("an address where a member signed in asks for many strangers, not for all of them", async () => {
  const system = server.database.ctx();
  const address = "203.0.113.9";
  await rememberAddress(system, server.secrets, address);
  await transact(system, (tx) =>
    sql`insert into kernel.setting (key, value) values ('sign_in.limits', '{"strangersPerHour": 3}')`.execute(tx.db),
  );
  const ask = (index: number) =>
    requestCode(
      system,
      { secrets: server.secrets, demo: false },
      {
        ...{ phone: `+86139${String(index).padStart(8, "0")}`, purpose: "test", address, isKnown: async () => false },
      },
    );
  let asked = 0;
  while (asked < 200 && (await ask(asked).catch(() => undefined)) !== undefined) {
    asked++;
    await sleep(2); // strangers are counted after the answer
  }
  expect(asked).toBeGreaterThanOrEqual(40);
  expect(asked).toBeLessThanOrEqual(100);
});

test("a password that is being changed when it is reset stays reset", async () => {
  const node = await aNode(server.database);
  const { id, cookie } = await aStaff(server.database, server.secrets, { node, password: "old-password-1" });
  const system = server.database.ctx();
  // Hashing takes its turn: the change has read the account, and waits in line behind these.
  const busy = Array.from({ length: 40 }, () => hashPassword(server.secrets, "keeps the queue busy"));
  const change = post("/api/staff/password", { current: "old-password-1", next: "a-thief-s-password" }, { cookie });
  const hasRead = () =>
    transact(system, async (tx) => {
      const key = `password-change:${id}`;
      return (await sql`select from kernel.limit_event where key = ${key}`.execute(tx.db)).rows.length > 0;
    });
  while (!(await hasRead())) await sleep(5);
  await transact(system, (tx) => updatePassword(tx.db, id, { hash: "reset", temporary: true }));

  expect((await change).json().code).toBe("staff.wrong_password");
  const { rows } = await transact(system, (tx) =>
    sql`select password_hash from kernel.staff_account where id = ${id}`.execute(tx.db),
  );
  expect(rows).toEqual([{ passwordHash: "reset" }]);
  await Promise.all(busy);
});
