import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { listShares } from "#modules/releases";
import { aCity, aKind, aUnit, inDays, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const { world, city, maker, call, aDraft, anApproved, releasesOf } = await aCampaignOffice();
let unit: { id: string; node: string };
beforeAll(async () => {
  unit = await aUnit(world, city);
  await someMembers(world, city, 3);
});

const share = (whose: object, units = 2) => ({ title: "预留", units, spillMinutes: 90, ...whose });
const branch = () => share({ whose: "branch", organisationId: unit.id });
const tag = share({ whose: "tag", tag: "倒班职工" }, 3);
const award = share({ whose: "award" }, 1);

describe("shares of a kind", () => {
  test("are read back as they were written, and each round is published with them", async () => {
    const kinds = [aKind({ stockPerRound: 10, shares: [branch(), tag, award] })];
    const draft = await aDraft({ kinds });
    expect((await call(maker, "GET", `/${draft}`)).json().kinds[0].shares).toEqual([branch(), tag, award]);

    const [release] = await releasesOf(await anApproved({ kinds }));
    const shares = await transact(world.database.ctx(), (tx) => listShares(tx.db, [release?.id ?? ""]));
    const spillAt = new Date(Date.parse(`${inDays(1)}T12:00:00+08:00`) + 90 * 60_000);
    expect(shares).toMatchObject([
      { branch: unit.node, tag: null, award: false, capacity: 2, spillAt },
      { branch: null, tag: "倒班职工", award: false, capacity: 3, spillAt },
      { branch: null, tag: null, award: true, capacity: 1, spillAt },
    ]);
  });

  test.each([
    ["more units than a round has", () => [share({ whose: "award" }, 11)]],
    ["two for awards", () => [award, award]],
    ["two for one tag", () => [tag, { ...tag, title: "again" }]],
  ])("are refused: %s", async (_what, shares) => {
    const input = await call(maker, "PATCH", `/${await aDraft()}`, { kinds: [aKind({ shares: shares() })] });
    expect(input.statusCode).toBe(400);
  });

  test("for a branch out of the campaign's reach are refused", async () => {
    const elsewhere = await aCity(world);
    const kinds = [aKind({ shares: [share({ whose: "branch", organisationId: elsewhere.id })] })];
    const answer = await call(maker, "PATCH", `/${await aDraft()}`, { kinds });
    expect(["benefits.share_outside", "benefits.no_such_organisation"]).toContain(answer.json().code);
  });
});

test("whether awards need a second person stands since the approval", async () => {
  const id = await anApproved({ awardsChecked: true });
  expect((await call(maker, "PATCH", `/${id}`, { awardsChecked: false })).json()).toMatchObject({
    ...{ code: "benefits.fixed_after_approval", params: { field: "audience" } },
  });
});
