import { afterAll, beforeAll, expect, test } from "vitest";
import { holdRows } from "../database/hold-rows.builders.ts";
import { aNode, aStaff, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

let server: SignInApp;
beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
  });
});
afterAll(() => server.close());

const post = async (url: string, payload: object, cookie = "") =>
  server.app.inject({ method: "POST", url, payload, headers: { cookie } });

test("a password that was right when it was looked at opens nothing once it has been reset", async () => {
  const node = await aNode(server.database);
  const password = "a-stolen-password";
  const { id, login } = await aStaff(server.database, server.secrets, { node, password });
  const admin = await aStaff(server.database, server.secrets, { node, duties: ["administrator"] });
  await post("/api/staff/sign-in", { login, password: "a wrong password" });
  // A right password clears the counts, and waits here.
  const counts = await holdRows(server.database, "select from kernel.limit_event for update");
  const begun = post("/api/staff/sign-in", { login, password });
  await counts.inLine(1);
  expect((await post(`/api/staff-accounts/${id}/password/reset`, { reason: "stolen" }, admin.cookie)).statusCode).toBe(
    200,
  );
  await counts.letGo();

  expect((await begun).json().code).toBe("sign_in.wrong_password");
});
