import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../../context.ts";
import { aNode, aStaff, aStaffAccount, type SignInApp, signInApp } from "../sign-in.builders.ts";
import { staffAccountRoutes } from "../staff-accounts.routes.ts";
import { staffSignInRoutes } from "../staff-sign-in.routes.ts";
import { type IdentityProvider, identityProvider } from "./identity-provider.builders.ts";
import { oidcSettingsRoutes } from "./oidc-settings.routes.ts";
import { loadProvider } from "./oidc-settings.ts";
import { staffOidcRoutes } from "./staff-oidc.routes.ts";
import { insertLink } from "./staff-oidc.store.ts";

const host = "127.0.0.1:45454";
const password = "Fluss-und-Berg-77";
let server: SignInApp;
let city: IdentityProvider;
let top: { id: string; path: string };
let keeper: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  city = await identityProvider([`http://${host}/console/sign-in`]);
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
    staffOidcRoutes(app, runtime);
    oidcSettingsRoutes(app, runtime);
  });
  top = await aNode(server.database);
  keeper = await aStaff(server.database, server.secrets, {
    node: top,
    duties: ["system.administrator", "security.administrator"],
  });
});
afterAll(async () => {
  await server.close();
  await city.close();
});

type Method = "GET" | "POST" | "PUT" | "DELETE";
const call = (method: Method, url: string, { cookie = "", body }: { cookie?: string; body?: object } = {}) =>
  server.app.inject({ method, url, headers: { host, cookie }, ...(body === undefined ? {} : { payload: body }) });
const settings = (change: object = {}) => ({
  ...{ enabled: true, name: "城市统一身份", issuer: city.issuer, clientId: city.clientId, trusted: false },
  ...change,
});
const save = (change: object = {}, by = keeper) =>
  call("PUT", "/api/settings/sign-in/staff", { cookie: by.cookie, body: settings(change) });
const cookieIn = (answer: { cookies: { name: string; value: string }[] }, name: string) => {
  const found = answer.cookies.find((one) => one.name === name && one.value !== "");
  return found === undefined ? "" : `${name}=${found.value}`;
};

/** Leaves for the provider as `subject` and comes back: what the page has then. */
async function leave(subject: string, path = "/api/staff/oidc/begin", cookie = "") {
  city.sign(subject);
  const begun = await call("POST", path, { cookie, ...(cookie === "" ? {} : { body: { password } }) });
  expect(begun.statusCode).toBe(200);
  return { kept: cookieIn(begun, "gh_oidc_staff"), returned: await city.travel(begun.json().url) };
}
const finish = (kept: string, returned: object) =>
  call("POST", "/api/staff/oidc/finish", { cookie: kept, body: returned });
async function comeIn(subject: string) {
  const { kept, returned } = await leave(subject);
  return finish(kept, returned);
}
const linked = async (subject: string, input: { duties?: string[] } = {}) => {
  const account = await aStaffAccount(server.database, server.secrets, { node: top, ...input });
  await transact(server.database.ctx(), (tx) =>
    insertLink(tx.db, { issuer: city.issuer, subject, accountId: account.id }),
  );
  return account;
};

describe("the settings", () => {
  test("are the system administrator's at the top; the secret is kept sealed and never shown", async () => {
    expect((await call("POST", "/api/staff/oidc/begin")).json().code).toBe("sign_in.no_provider");
    expect((await save()).json().code).toBe("settings.oidc_secret_needed");
    const saved = await save({ secret: city.secret });
    expect(saved.json().staff).toEqual({ ...settings() });
    expect(saved.body).not.toContain(city.secret);
    expect(saved.json().redirects.staff).toBe(`http://${host}/console/sign-in`);
    expect((await save({ name: "市身份" })).statusCode).toBe(200);
    const kept = await transact(server.database.ctx(), (tx) => loadProvider(tx, server.secrets, "staff"));
    expect(kept).toMatchObject({ secret: city.secret, name: "市身份" });
    expect((await save({ issuer: "https://elsewhere.example" })).json().code).toBe("settings.oidc_secret_needed");

    const below = await aNode(server.database, top.id);
    const clerk = await aStaff(server.database, server.secrets, { node: below, duties: ["system.administrator"] });
    expect((await save({}, clerk)).statusCode).toBe(403);
    const security = await aStaff(server.database, server.secrets, { node: top, duties: ["security.administrator"] });
    expect((await save({}, security)).statusCode).toBe(403);
  });

  test("are tried before they are switched on, and read by the edge", async () => {
    const silent = await save({ issuer: "http://127.0.0.1:9", secret: city.secret });
    expect(silent.json()).toMatchObject({ status: 503, code: "sign_in.provider_unreachable" });
    expect((await save({ issuer: "http://id.example", secret: city.secret })).statusCode).toBe(400);
    const embed = (body: object) => call("PUT", "/api/settings/embed", { cookie: keeper.cookie, body });
    expect(
      (await embed({ frames: ["https://app.example"], channels: [{ key: "zgzj", name: "职工之家" }] })).statusCode,
    ).toBe(200);
    expect((await embed({ frames: ["https://app.example; script-src *"], channels: [] })).statusCode).toBe(400);
  });
});

describe("staff by the city's identity service", () => {
  test("come in by their subject and our second factor, with the duties that are given here", async () => {
    await save({ secret: city.secret });
    await linked("clerk-1", { duties: ["auditor"] });
    const came = await comeIn("clerk-1");
    expect(came.json()).toMatchObject({ me: null, ticket: { next: "enrol" } });
    const { ticket, demoCode } = came.json().ticket;
    const second = await call("POST", "/api/staff/sign-in/second", { body: { ticket, code: demoCode } });
    expect(second.json().permissions).toEqual(["audit.view"]);
  });

  test("skip our second factor only when a trusted provider asserts one", async () => {
    await linked("clerk-2");
    city.people.set("clerk-2", { amr: ["pwd", "otp"] });
    expect((await comeIn("clerk-2")).json().me).toBeNull();
    await save({ trusted: true });
    const came = await comeIn("clerk-2");
    expect(came.json().ticket).toBeNull();
    expect((await call("GET", "/api/staff/me", { cookie: cookieIn(came, "gh_staff") })).statusCode).toBe(200);
    await linked("clerk-3");
    city.people.set("clerk-3", { amr: ["pwd"] });
    expect((await comeIn("clerk-3")).json().me).toBeNull();
  });

  test("who are linked to no account, or to a closed one, do not come in", async () => {
    expect((await comeIn("stranger")).json()).toMatchObject({ code: "sign_in.not_linked", status: 409 });
    const account = await linked("leaver");
    await call("POST", `/api/staff-accounts/${account.id}/disable`, {
      cookie: keeper.cookie,
      body: { reason: "left" },
    });
    expect((await comeIn("leaver")).json().code).toBe("sign_in.not_linked");
  });

  test("must come back in the browser that left, with its state, once", async () => {
    await linked("clerk-4");
    const { kept, returned } = await leave("clerk-4");
    const other = await leave("clerk-4");
    expect((await finish("", returned)).json().code).toBe("sign_in.flow_expired");
    expect((await finish(other.kept, returned)).json().code).toBe("sign_in.flow_expired");
    expect((await finish(kept, { ...returned, state: "x".repeat(30) })).json().code).toBe("sign_in.flow_expired");
    expect((await finish(kept, { ...returned, code: other.returned.code })).json().code).toBe(
      "sign_in.provider_refused",
    );
    expect((await finish(other.kept, other.returned)).statusCode).toBe(200);
    const again = await leave("clerk-4");
    expect((await finish(again.kept, again.returned)).statusCode).toBe(200);
    expect((await finish(again.kept, again.returned)).json().code).toBe("sign_in.provider_refused");
  });
});

describe("a link", () => {
  const link = (cookie: string, body: object) => call("POST", "/api/staff/oidc/link", { cookie, body });

  test("is made by somebody who is signed in, and is one account's", async () => {
    await save({ secret: city.secret, trusted: false });
    const [one, two] = [
      await aStaff(server.database, server.secrets, { node: top, password }),
      await aStaff(server.database, server.secrets, { node: top, password }),
    ];
    for (const body of [{}, { password: "somebody-else" }]) {
      const refused = await call("POST", "/api/staff/oidc/link/begin", { cookie: one.cookie, body });
      expect([refused.statusCode, cookieIn(refused, "gh_oidc_staff")]).toEqual(["password" in body ? 422 : 400, ""]);
    }
    const own = await leave("worker", "/api/staff/oidc/link/begin", one.cookie);
    expect(own.returned.state).toMatch(/^link-/);
    expect((await link(`${two.cookie}; ${own.kept}`, own.returned)).json().code).toBe("sign_in.flow_expired");
    const mine = await leave("worker", "/api/staff/oidc/link/begin", one.cookie);
    expect((await link(`${one.cookie}; ${mine.kept}`, mine.returned)).statusCode).toBe(204);
    expect((await call("GET", "/api/staff/oidc", { cookie: one.cookie })).json()).toMatchObject({ linked: true });
    const taken = await leave("worker", "/api/staff/oidc/link/begin", two.cookie);
    expect((await link(`${two.cookie}; ${taken.kept}`, taken.returned)).json().code).toBe("staff.identity_taken");
    expect((await comeIn("worker")).json().ticket.next).toBe("enrol");
    expect((await call("DELETE", "/api/staff/oidc/link", { cookie: one.cookie })).statusCode).toBe(204);
    expect((await call("DELETE", "/api/staff/oidc/link", { cookie: one.cookie })).statusCode).toBe(404);
    expect((await comeIn("worker")).json().code).toBe("sign_in.not_linked");
  });

  test("is not replaced by another, and goes with a change of the password", async () => {
    const staff = await aStaff(server.database, server.secrets, { node: top, password });
    const [begin, cookie] = ["/api/staff/oidc/link/begin", staff.cookie];
    const first = await leave("first", begin, cookie);
    expect((await link(`${cookie}; ${first.kept}`, first.returned)).statusCode).toBe(204);
    const second = await leave("second", begin, cookie);
    expect((await link(`${cookie}; ${second.kept}`, second.returned)).json().code).toBe("staff.linked_already");
    expect((await comeIn("second")).json().code).toBe("sign_in.not_linked");
    expect((await comeIn("first")).statusCode).toBe(200);
    const body = { current: password, next: "Wald-und-Wiese-88" };
    expect((await call("POST", "/api/staff/password", { cookie, body })).statusCode).toBe(200);
    expect((await comeIn("first")).json().code).toBe("sign_in.not_linked");
  });

  test("made for a sign-in links nobody, and one made for a link signs nobody in", async () => {
    const staff = await aStaff(server.database, server.secrets, { node: top, password });
    const signing = await leave("mixed");
    expect((await link(`${staff.cookie}; ${signing.kept}`, signing.returned)).json().code).toBe("sign_in.flow_expired");
    const linking = await leave("mixed", "/api/staff/oidc/link/begin", staff.cookie);
    expect((await finish(linking.kept, linking.returned)).json().code).toBe("sign_in.flow_expired");
  });

  test("goes with a reset of the password, and the provider's session ends with ours", async () => {
    const account = await linked("resettable");
    const reset = `/api/staff-accounts/${account.id}/password/reset`;
    expect((await call("POST", reset, { cookie: keeper.cookie, body: { reason: "was seen" } })).statusCode).toBe(200);
    expect((await comeIn("resettable")).json().code).toBe("sign_in.not_linked");

    const staff = await aStaff(server.database, server.secrets, { node: top });
    await transact(server.database.ctx(), (tx) =>
      insertLink(tx.db, { issuer: city.issuer, subject: "leaving", accountId: staff.id }),
    );
    const out = await call("POST", "/api/staff/oidc/sign-out", { cookie: staff.cookie });
    expect(new URL(out.json().url).origin).toBe(city.issuer);
    expect(out.json().url).toContain(encodeURIComponent(`http://${host}/console/sign-in`));
    await expect.poll(async () => (await call("GET", "/api/staff/me", { cookie: staff.cookie })).statusCode).toBe(401);
  });
});
