import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { returnClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import type { EligibilityRule } from "./eligibility.rules.ts";
import { refreshStock } from "./index.ts";
import { openCap } from "./publish-release.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";
import type { CapText } from "./releases.store.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await releasesApp();
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

interface Who {
  id: string;
  cookie: string;
}
async function member(): Promise<Who> {
  const made = await aMember(server.database, server.secrets, city.union);
  return { id: made.id, cookie: await made.cookie() };
}
/** A wide cap, so that only the rule stands in the way. */
const aCount = (scope: CapText["scope"]) =>
  transact(server.database.ctx(), (tx) => openCap(tx, { node: city.county.path, scope, label: scope, maxUnits: 50 }));

async function release(caps: CapText[], eligibility: EligibilityRule[] = [], mode?: "grab"): Promise<string> {
  const id = await aRelease(server, city.county, { caps, eligibility, ...(mode === undefined ? {} : { mode }) });
  await refreshStock(server.runtime);
  return id;
}
async function send(who: Who, id: string, what: "claims" | "entries" = "claims") {
  const headers = { cookie: who.cookie, "idempotency-key": uuidv7() };
  const url = `/api/releases/${id}/${what}`;
  const answer = await server.app.inject({ method: "POST", url, headers, payload: {} });
  return { status: answer.statusCode, ...(answer.json() as { id?: string; code?: string; params?: object }) };
}
const atMost = (count: number, scope: "campaign" | "season" = "campaign"): EligibilityRule => ({
  ...{ type: "fewerWins", scope, atMost: count },
});

describe("who has won already steps back for the others", () => {
  test("counted over the campaign: refused with the reason, while who has not won gets one", async () => {
    const count = await aCount("campaign");
    const [winner, newcomer] = [await member(), await member()];
    expect((await send(winner, await release([count]))).status).toBe(201);
    const id = await release([count], [atMost(0)]);
    const refused = await send(winner, id);
    expect(refused).toMatchObject({ status: 403, code: "release.not_eligible", params: { reason: "fewerWins" } });
    expect((await send(newcomer, id)).status).toBe(201);
  });

  test("as many as the rule allows do not stand in the way", async () => {
    const count = await aCount("campaign");
    const winner = await member();
    await send(winner, await release([count]));
    const id = await release([count], [atMost(1)]);
    expect((await send(winner, id)).status).toBe(201);
    expect((await send(winner, await release([count], [atMost(1)]))).code).toBe("release.not_eligible");
  });

  test("a win of another campaign, or in another scope, does not count", async () => {
    const [other, mine, season] = [await aCount("campaign"), await aCount("campaign"), await aCount("season")];
    const winner = await member();
    await send(winner, await release([other, season]));
    expect((await send(winner, await release([mine], [atMost(0)]))).status).toBe(201);
    expect((await send(winner, await release([season], [atMost(0, "season")]))).code).toBe("release.not_eligible");
  });

  test("what was given back is no win", async () => {
    const count = await aCount("campaign");
    const winner = await member();
    const { id: claimId = "" } = await send(winner, await release([count]));
    const next = await release([count], [atMost(0)]);
    expect((await send(winner, next)).status).toBe(403);
    await transact(server.database.ctx(), (tx) => returnClaim(tx, claimId, { reason: "member" }));
    expect((await send(winner, next)).status).toBe(201);
  });

  test("a window is not entered either, and the page says why before anything is pressed", async () => {
    const count = await aCount("campaign");
    const winner = await member();
    await send(winner, await release([count]));
    const id = await release([count], [atMost(0)], "grab");
    expect((await send(winner, id, "entries")).code).toBe("release.not_eligible");
    const page = await server.app.inject({ url: `/api/releases/${id}/mine`, headers: { cookie: winner.cookie } });
    expect(page.json()).toMatchObject({ eligible: false, reasonCode: "fewerWins" });
  });
});
