import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listDuties } from "#kernel/policy";
import { aStaff } from "#kernel/sign-in/sign-in.builders";
import { aWholeCity, type City, contentsOf } from "./access.builders.ts";
import { type Document, objectsIn, type Route, routesOf, sampleOf } from "./access.samples.ts";
import { type WholeServer, wholeServer } from "./whole-server.builders.ts";

/** Whoever makes another route public says so here. */
// Pictures of campaigns and showings that a second person has allowed, for chats.
const openPictures = [
  ...["getPosterOfCampaigns", "getLinkCardOfCampaigns"],
  ...["getPosterOfShowings", "getLinkCardOfShowings"],
  ...["getPosterOfUnions", "getLinkCardOfUnions"],
  ...["getNoticeExcel", "getNoticePicture"], // lists that hang out in public, names masked
];
const publicRoutes = [
  ...["beginStaffSignIn", "finishStaffSignIn", "recoverStaffSignIn"],
  ...["beginStaffOidc", "finishStaffOidc", "beginParentApp", "finishParentApp"], // come back with what a provider signed
  ...["proveIdentity", "disputeAccount"], // with the ticket of a proved phone
  ...["requestMemberCode", "signInMember", "listCodeKeys", "getMeta"],
  "getPublicFile", // gives only published pictures
  ...openPictures,
  ...["pairTill", "requestTillCode", "beginTillByPhone", "pairTillByPhone", "pairDoor"],
  ...["requestApplicantCode", "openApplicationDesk", "applyAsMerchant", "uploadLicence"],
  // For whoever is no member yet: each looks at the ticket of a proved phone.
  ...["requestJoiningCode", "proveApplicantPhone", "getOwnJoining", "saveJoiningDraft", "listJoiningDistricts"],
  ...["proposeUnions", "submitJoining", "withdrawJoining", "appealJoining", "joinAgain", "leaveJoining"],
  "enterRehearsal", // by a link that works once, and in the play space only
  "getLinkedUnion", // whose code was scanned
  "getPublicPlaque", // tells anybody what stands on a shop's door
];

/** What anybody may read of a city, by design. */
const openToAll = ["getLinkedUnion", "getPublicPlaque"];

/** What is the whole country's, and names no city. */
const ofNoCity = [
  "listCalendarYears",
  "listSheetKinds",
  "previewPeopleExport",
  "getRegisterSettings",
  "previewHandOver",
  "countInHand",
];

/** Answers that are alike for objects of others and for those that do not exist, and change nothing. */
const alikeForAll = ["doNotRemindMe", ...openPictures];

const mine = "CANARYNORTH";
const theirs = "CANARYSOUTH";

let server: WholeServer;
let document: Document;
let routes: Route[];
let north: City;
let south: City;

beforeAll(async () => {
  server = await wholeServer();
  document = server.app.swagger() as unknown as Document;
  routes = routesOf(document);
  north = await aWholeCity(server, mine);
  south = await aWholeCity(server, theirs);
});
afterAll(() => server.close());

type Entrance = keyof City["cookies"];
const entranceOf = ({ access }: Route): Entrance | undefined => {
  if (access === "public") return undefined;
  if (access === "clerk" || access === "till") return "till";
  return access === "member" || access === "door" ? access : "staff";
};
const cookieOf = (city: City, route: Route) => city.cookies[entranceOf(route) ?? "staff"];
const named = ({ method, path }: Route) => `${method} ${path}`;
const ask = async (route: Route, ids: Record<string, string>, headers: Record<string, string>) => {
  const sample = sampleOf(document, route, ids);
  const answer = await server.app.inject({ ...sample, headers: { ...sample.headers, ...headers } });
  const told = `${answer.body} ${JSON.stringify(answer.headers)}`;
  return { status: answer.statusCode, told, headers: answer.headers, code: codeOf(answer.body) };
};
const codeOf = (body: string) => (body.startsWith("{") ? (JSON.parse(body).code as string | undefined) : undefined);
const isObjectRoute = (route: Route) => objectsIn(route.path, south.ids).length > 0;

describe("every route of the OpenAPI document", () => {
  test("says who may call it; the public ones are known", () => {
    expect(routes.length).toBeGreaterThan(90);
    expect(routes.filter((route) => route.access === undefined).map(named)).toEqual([]);
    const open = routes.filter((route) => route.access === "public").map((route) => route.operation.operationId);
    expect(open.sort()).toEqual([...publicRoutes].sort());
  });

  test("answers 401 without a session, with a made-up one, and with one of another entrance; HEAD too", async () => {
    const wrong: string[] = [];
    const expect401 = (what: string, status: number) => status === 401 || wrong.push(`${what} ${status}`);
    for (const route of routes.filter((one) => one.access !== "public")) {
      expect401(named(route), (await ask(route, south.ids, {})).status);
      const { staff, member, till, door } = south.cookies;
      const token = (cookie: string) => cookie.split("=")[1] ?? "";
      const entrance = entranceOf(route) ?? "staff";
      const others = { staff: token(member), member: token(till), till: token(door), door: token(staff) };
      for (const forged of [others[entrance], "A".repeat(43), "' or 1=1 --", ""])
        expect401(
          `${named(route)} with ${forged}`,
          (await ask(route, south.ids, { cookie: `gh_${entrance}=${forged}` })).status,
        );
      if (route.method !== "GET") continue;
      const { url } = sampleOf(document, route, south.ids);
      expect401(`HEAD ${url}`, (await server.app.inject({ method: "HEAD", url })).statusCode);
    }
    for (const url of ["/api/member/events", "/api/staff/events"])
      for (const method of ["GET", "HEAD"] as const)
        expect401(`${method} ${url}`, (await server.app.inject({ method, url })).statusCode);
    expect(wrong).toEqual([]);
  });

  test("refuses a write that another site's page sends, with the right cookie and publicly alike", async () => {
    const before = await contentsOf(server.base, south.node.path);
    const foreign = [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: "null" }];
    const wrong: string[] = [];
    for (const route of routes.filter((one) => one.method !== "GET"))
      for (const headers of [...foreign, { origin: "https://elsewhere.example" }]) {
        const { status, code } = await ask(route, south.ids, { ...headers, cookie: cookieOf(south, route) } as never);
        if (status !== 403 || code !== "access.foreign_origin") wrong.push(`${named(route)} ${status}`);
      }
    expect(wrong).toEqual([]);
    expect(await contentsOf(server.base, south.node.path)).toEqual(before);
  });

  test("carries the headers that protect a browser, refused or not", async () => {
    const urls = [
      "/api/meta",
      "/api/people",
      "/api/nothing",
      "/nothing.js",
      "/partner/nothing.js",
      "/api/people?limit=x",
      "/api/%00",
    ];
    for (const url of urls) {
      const { headers } = await server.app.inject({ url });
      expect([url, headers["x-content-type-options"], headers["cache-control"]]).toEqual([url, "nosniff", "no-store"]);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["x-frame-options"] ?? headers["content-security-policy"]).toBeTruthy();
      expect(headers["permissions-policy"]).toContain("camera=(self)");
      expect(headers["permissions-policy"]).toContain(`geolocation=${url.startsWith("/partner") ? "(self)" : "()"}`);
      expect(headers["x-powered-by"] ?? headers.server).toBeUndefined();
    }
  });
});

describe("a permission", () => {
  const isPermission = (route: Route) => route.access.includes(".");
  const without = (permission: string) =>
    listDuties()
      .filter((one) => !one.permissions.includes(permission))
      .map((one) => one.duty);
  const permissions = () => [...new Set(routes.filter(isPermission).map((route) => route.access))];

  test("is asked for by its routes: all other duties on the same city do not open them", async () => {
    const wrong: string[] = [];
    for (const permission of permissions()) {
      const staff = await aStaff(server.base.database, server.base.secrets, {
        ...{ node: south.node, duties: without(permission) },
      });
      for (const route of routes.filter((one) => one.access === permission)) {
        const { status, told } = await ask(route, south.ids, { cookie: staff.cookie });
        if ((status !== 403 && status !== 404) || told.includes(theirs)) wrong.push(`${named(route)} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("held elsewhere does not count where only other duties are held", async () => {
    const { database, secrets } = server.base;
    const holders = new Map<string, string>();
    for (const permission of permissions()) {
      const duties = listDuties().filter((one) => one.permissions.includes(permission));
      // Held in the north with everything; in the south every duty but those with this permission.
      const staff = await aStaff(database, secrets, {
        ...{ node: north.node, duties: duties.map((one) => one.duty) },
        alsoAt: { node: south.node, duties: without(permission) },
      });
      holders.set(permission, staff.cookie);
    }
    const before = await contentsOf(server.base, south.node.path);
    const wrong: string[] = [];
    for (const [permission, cookie] of holders) {
      for (const route of routes.filter((one) => one.access === permission)) {
        const { status, told } = await ask(route, south.ids, { cookie });
        const refused = status === 403 || status === 404;
        // The name of a city where one works is no secret.
        const leaks = told.replaceAll(`${theirs}市总工会`, "").includes(theirs);
        if (isObjectRoute(route) ? !refused : leaks || status >= 500) wrong.push(`${named(route)} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await contentsOf(server.base, south.node.path)).toEqual(before);
  });
});

describe("an auditor", () => {
  test("reads the city's money and changes none of it: every call that would is refused", async () => {
    const { database, secrets } = server.base;
    const auditor = await aStaff(database, secrets, { node: south.node, duties: ["auditor"] });
    const staffRoutes = routes.filter((route) => entranceOf(route) === "staff");
    const opens = new Set(listDuties().find((one) => one.duty === "auditor")?.permissions);
    const unread: string[] = [];
    // Whoever may rehearse also plays: the answer carries links of phones and PINs of a till.
    const ofPlayers = "getRehearsal";
    for (const route of staffRoutes.filter(({ method, access }) => method === "GET" && opens.has(access))) {
      const { status } = await ask(route, south.ids, { cookie: auditor.cookie });
      if (status !== 200 && route.operation.operationId !== ofPlayers) unread.push(`${named(route)} ${status}`);
    }
    expect(unread).toEqual([]);
    const before = await contentsOf(server.base, south.node.path);
    const done: string[] = [];
    const own = ({ path }: Route) => /sign-out|staff\/(me|password)/.test(path);
    for (const route of staffRoutes.filter((one) => one.method !== "GET" && !own(one))) {
      const { status } = await ask(route, south.ids, { cookie: auditor.cookie });
      if (status < 400) done.push(route.operation.operationId);
      else if (status >= 500) done.push(`${named(route)} ${status}`);
    }
    // Sums that are only worked out, and an archive to read.
    expect(done.sort()).toEqual(["previewCampaign", "requestBundle", "verifyStatement"]);
    // Which is written down, as everything is.
    const traces = /^(benefits\.audit_bundle|kernel\.audit_record.*)$/;
    const things = (contents: Record<string, string>) =>
      Object.entries(contents).filter(([table]) => !traces.test(table));
    expect(things(await contentsOf(server.base, south.node.path))).toEqual(things(before));
  });
});

describe("a city", () => {
  test("is a stranger to the other: nothing is read, named or changed by member, staff or till", async () => {
    const before = await contentsOf(server.base, south.node.path);
    const wrong: string[] = [];
    const endsSession = ({ path }: Route) => /\/(sign-out|leave)$/.test(path);
    const isOpen = ({ operation }: Route) => openToAll.includes(operation.operationId);
    for (const route of routes.filter((one) => !endsSession(one) && !isOpen(one))) {
      const { status, told } = await ask(route, south.ids, { cookie: cookieOf(north, route) });
      const refused = status === 403 || status === 404 || alikeForAll.includes(route.operation.operationId);
      if (told.includes(theirs)) wrong.push(`${named(route)} tells the other's names`);
      if (status >= 500 || (isObjectRoute(route) && !refused)) wrong.push(`${named(route)} ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(await contentsOf(server.base, south.node.path)).toEqual(before);
  });

  test("reads its own (without which the test above would prove nothing)", async () => {
    // What one sets for everybody names no city.
    const ofInstallation = ({ path }: Route) => /^\/api\/(settings\/|staff\/oidc)/.test(path);
    const silent: string[] = [];
    const refused: string[] = [];
    for (const route of routes.filter((one) => one.method === "GET")) {
      const { status, told, headers } = await ask(route, south.ids, { cookie: cookieOf(south, route) });
      const isText = String(headers["content-type"]).includes("json"); // pictures and workbooks hide their words
      if (status !== 200) refused.push(`${named(route)} ${status}`);
      else if (
        isText &&
        !told.includes(theirs) &&
        !ofInstallation(route) &&
        !ofNoCity.includes(route.operation.operationId)
      )
        silent.push(named(route));
      expect(told).not.toContain(mine);
    }
    // What exists only in a demonstration, once it is published, or after a draw.
    expect(refused.sort()).toEqual([
      "GET /api/files/{id} 404",
      "GET /api/joining 401",
      "GET /api/joining/districts 401",
      "GET /api/joining/proposals 401",
      "GET /api/member/files/{id} 404",
      "GET /api/outbox 404",
      "GET /api/releases/{releaseId}/order 409",
      "GET /api/releases/{releaseId}/seats 409",
      "GET /api/releases/{releaseId}/seats/free 409",
      "GET /api/staff/bundles/{bundleId} 409",
    ]);
    // Figures, keys, and lists that are empty here.
    expect(silent.length).toBeLessThan(20);
  });
});

test("outside a demonstration no answer shows a code that was sent", async () => {
  for (const route of routes.filter((one) => /code|sign-in/i.test(one.path))) {
    const { told } = await ask(route, south.ids, { cookie: cookieOf(south, route) });
    expect([named(route), /demoCode/i.test(told)]).toEqual([named(route), false]);
  }
});
