import assert from "node:assert/strict";
import type { Scene } from "../stage.ts";
import { carryThrough } from "./cases.ts";
import { signInAs, together } from "./members.ts";
import type { County } from "./rosters.ts";
import { assertServices, type Done, doneOf } from "./service-counters.ts";
import { planShowing, show } from "./showing.ts";
import { openStall, perPerson, redeemVouchers } from "./vouchers.ts";

/** What the platform of the case has done since it began. */
const provinceServices = { visits: 170_000_000, cases: 3_800_000 };
/** Each is several requests of several people, so they are so many times fewer than members. */
const rarer = 500;

/**
 * The unified counters: vouchers used at a till, seats taken at a door with and without network, people who joined, moved and had their
 * files put right, in two counties. Each room writes its own into the one service record, and what was taken back counts
 * no more; the counters of the city, the counties and the unions are what was done.
 */
export async function playServices(
  scene: Scene,
  { counties: [first, second], scale, say }: { counties: County[]; scale: number; say(line: string): void },
): Promise<void> {
  assert.ok(first !== undefined && second !== undefined);
  const since = new Date();
  const officer = await scene.staff("maker");
  const visits = Math.round(provinceServices.visits / (scale * rarer));
  const cases = Math.max(3, Math.round(provinceServices.cases / (scale * rarer)));
  const remembered: Done[] = [];
  // Whoever has taken a seat in the first county uses a few vouchers less there.
  const people = Math.ceil(visits / 2 / perPerson);
  const shares = [
    { county: first, vouchers: Math.ceil(visits / 2) - people },
    { county: second, vouchers: Math.floor(visits / 2) },
  ] as const;
  const showing = await planShowing(scene, first, people);
  const stall = await openStall(scene, shares);
  const membersOf = (county: County) =>
    together(
      Array.from({ length: people }, (_, at) => county.from + at),
      (at) => signInAs(scene, at),
    );
  const [moviegoers, shoppers] = [await membersOf(first), await membersOf(second)];
  await redeemVouchers(stall, { ...shares[0], members: moviegoers }, remembered);
  await redeemVouchers(stall, { ...shares[1], members: shoppers }, remembered);
  await carryThrough(scene, { counties: [first, second], officer, count: cases, remembered });
  await show(scene, { showing, county: first, members: moviegoers }, remembered);
  await assertServices(scene, { officer, counties: [first, second], remembered, since });
  await assertOwnCounters(moviegoers[0], Math.floor(shares[0].vouchers / people));
  say(
    `1 : ${scale * rarer}: ${doneOf(remembered, "visit")} 人次 and ${doneOf(remembered, "case")} 件次 in ${counted(since)} s`,
  );
}

const counted = (since: Date): number => Math.round((Date.now() - since.getTime()) / 1000);

/** A member reads the same of themselves: vouchers and the seat, each once, whatever was taken back and done again. */
async function assertOwnCounters(member: Awaited<ReturnType<typeof signInAs>> | undefined, vouchers: number) {
  const own = await member?.get("/api/member/services");
  const counts = own.counts.map(({ kind, unit, count }: Record<string, unknown>) => [kind, unit, count]).sort();
  assert.deepEqual(counts, [
    ["activity", "visit", 1],
    ["voucher", "visit", vouchers],
  ]);
}
