import { expect, test } from "vitest";
import { aCity, aCode, aDuty, aTestCity, aUnit, pin } from "../benefits.builders.ts";
import { aRedemption, aReversal, someSettling, today } from "../settlement/settlement.builders.ts";

const { world, city, post, get } = await aTestCity();

test("a day is green when tills and books agree, red while a difference is open, and green when the union bears it", async () => {
  const union = await aUnit(world, city);
  const made = await someSettling(world, union, { offlineAllowed: true, offlineLimit: 3 });
  const { shop, people, claims, maker, checker } = made;
  const redeem = (index: number, amountFen: number) =>
    aRedemption(world, post, {
      cookie: shop.cookie,
      personId: people[index] ?? "",
      claimId: claims[index] ?? "",
      amountFen,
    });
  const first = await redeem(0, 25_000);
  const second = await redeem(1, 30_000);
  await post(shop.cookie, `/api/till/redemptions/${first}/undo`, { clerkId: shop.second.id, pin, reason: "输错" });
  await aReversal(world, second);
  const url = `/api/staff/reconciliation?organisationId=${union.id}&fromDay=${today()}&toDay=${today()}`;
  const [green] = (await get(maker.cookie, url)).json().items;
  expect(green).toMatchObject({ ok: true, netFen: 0, bookedFen: 0, faults: [] });
  expect(green.merchants[0]).toMatchObject({
    redeemed: 2,
    undone: 1,
    undoneFen: 10_000,
    returned: 1,
    returnedFen: 10_000,
  });

  // The same voucher once at the till, once accepted without network: a double.
  const code = await aCode(world, people[2] ?? "", claims[2] ?? "");
  const acceptedAt = new Date().toISOString();
  await redeem(2, 20_000);
  const accepted = [{ code, amountFen: 20_000, localId: "1", acceptedAt, clerkId: shop.first.id }];
  const synced = await post(shop.cookie, "/api/till/offline", { accepted });
  expect(synced.json().results[0].outcome).toBe("double");
  const [red] = (await get(maker.cookie, url)).json().items;
  expect(red).toMatchObject({ ok: false, faults: [], netFen: 10_000, bookedFen: 10_000 });
  expect(red.merchants[0]).toMatchObject({ differences: 1, differencesOpen: 1, faults: ["difference_open"] });

  const [difference] = (await get(checker.cookie, "/api/staff/discrepancies")).json().items;
  const handle = (cookie: string, borneFen?: number) =>
    post(cookie, `/api/staff/discrepancies/${difference.id}/handling`, {
      note: "善意收券,工会承担",
      ...(borneFen ? { borneFen } : {}),
    });
  expect((await handle(maker.cookie, 10_000)).statusCode).toBe(403);
  expect((await handle(checker.cookie, 10_001)).json().code).toBe("benefits.more_than_face_value");
  expect((await handle(checker.cookie, 10_000)).json().handled).toMatchObject({ borneFen: 10_000 });
  const [settled] = (await get(maker.cookie, url)).json().items;
  expect(settled).toMatchObject({ ok: true });

  const body = { organisationId: union.id, fromDay: today(), toDay: today() };
  const opened = (await post(maker.cookie, "/api/staff/settlements", body)).json();
  // Undone before anything was settled: on no statement. What came back is there with what it takes back.
  expect(opened.check).toMatchObject({ ok: true, compensatedFen: 10_000, openFen: 0 });
  expect(opened.statements[0]).toMatchObject({ lines: 4, totalFen: 20_000 });

  const lines = (
    await get(maker.cookie, `/api/staff/reconciliation/lines?merchantId=${shop.merchant.organisationId}&day=${today()}`)
  ).json();
  expect(lines.items.map((line: { statement: object | null }) => line.statement === null)).toEqual([
    true,
    false,
    false,
  ]);

  const stranger = await aDuty(world, await aCity(world), "benefits.maker");
  expect((await get(stranger.cookie, url)).statusCode).toBe(404);
  expect((await get("", url)).statusCode).toBe(401);
  const wrong = `/api/staff/reconciliation?fromDay=2026-02-01&toDay=2026-01-01`;
  expect((await get(maker.cookie, wrong)).json().code).toBe("benefits.wrong_days");
});
