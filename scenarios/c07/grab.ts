import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { type Browser, eventually } from "../browser.ts";
import type { Scene } from "../stage.ts";
import { type Campaign, kinds } from "./campaign.ts";

export interface Won {
  index: number;
  member: Browser;
  claimId: string;
}

export interface Lost {
  index: number;
  member: Browser;
  place: number;
}

/** One release of the first round after it was served. */
export interface Served {
  id: string;
  won: Won[];
  /** In the order of their places. */
  lost: Lost[];
}

export interface Grab {
  members: Browser[];
  /** In the order of the kinds. */
  served: [Served, Served, Served];
}

/** Members by index who enter for each kind: twelve for five, twelve for eight, six for twenty. */
const entrants = [range(0, 12), range(6, 18), range(18, 24)] as const;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** The first round: calendar, window, published order, places, what is left, sold out, one per person. */
export async function playGrab(scene: Scene, campaign: Campaign): Promise<Grab> {
  const members = await Promise.all(range(0, 24).map((index) => scene.member(index)));
  const watcher = member(members, 23);
  const releases = await readCalendar(watcher, campaign);
  const hashes = await assertNotYet(scene, { watcher, releases: releases.first, later: releases.second[0] ?? "" });

  for (const [kind, indexes] of entrants.entries())
    await Promise.all(indexes.map((index) => enterTwice(member(members, index), releases.first[kind] ?? "")));

  const served: Served[] = [];
  for (const [kind, id] of releases.first.entries()) {
    await eventually(
      "the window is served and places are published",
      async () => {
        const release = await watcher.get(`/api/releases/${id}`);
        return release.placed ? release : undefined;
      },
      60,
    );
    const late = member(members, kind === 0 ? 20 : 0);
    await late.refused(`/api/releases/${id}/entries`, {}, 409, "release.entry_closed");
    served.push(
      await checkOrder(id, {
        members,
        indexes: entrants[kind] ?? [],
        hash: hashes[kind] ?? "",
        capacity: kinds[kind]?.stock ?? 0,
      }),
    );
  }
  const [first, second, third] = served;
  assert.ok(first && second && third);
  await takeTheRest(third, members);
  await member(members, 17).refused(`/api/releases/${first.id}/claims`, {}, 409, "release.sold_out");
  return { members, served: [first, second, third] };
}

/** Three rounds on the campaign's page, those of the next two weeks in the calendar. */
async function readCalendar(watcher: Browser, campaign: Campaign): Promise<{ first: string[]; second: string[] }> {
  const page = await watcher.get(`/api/campaigns/${campaign.id}`);
  assert.equal(page.rounds.length, 3);
  const { items } = await watcher.get(`/api/releases?campaignId=${campaign.id}`);
  assert.equal(items.length, 6, "two rounds of three kinds within two weeks");
  const of = (opensAt: number) =>
    kinds.map(({ title }) => {
      const found = items.find(
        (card: { title: string; opensAt: string }) => card.title === title && Date.parse(card.opensAt) === opensAt,
      );
      assert.ok(found, `${title} in the calendar`);
      return found.id as string;
    });
  const opensAt = campaign.opensAt.getTime();
  return { first: of(opensAt), second: of(opensAt + 7 * 86_400_000) };
}

/** Before opening: the hash is public, the order is not, nothing can be claimed, the unverified cannot enter. */
async function assertNotYet(
  scene: Scene,
  { watcher, releases, later }: { watcher: Browser; releases: string[]; later: string },
): Promise<string[]> {
  const hashes: string[] = [];
  for (const id of releases) {
    const release = await watcher.get(`/api/releases/${id}`);
    assert.equal(release.state, "entry_open");
    assert.match(release.secretHash, /^[0-9a-f]{64}$/);
    hashes.push(release.secretHash);
    await watcher.refused(`/api/releases/${id}/claims`, {}, 409, "release.not_open_yet");
    assert.equal((await watcher.send("GET", `/api/releases/${id}/order`)).body.code, "release.order_not_published");
  }
  await watcher.refused(`/api/releases/${later}/entries`, {}, 409, "release.not_open_yet");
  const unverified = await scene.member(await findUnverified(scene));
  const params = await unverified.refused(`/api/releases/${releases[0]}/entries`, {}, 403, "release.not_eligible");
  assert.equal(params.reason, "verified");
  return hashes;
}

async function findUnverified(scene: Scene): Promise<number> {
  const admin = await scene.staff("admin");
  let after = "";
  for (;;) {
    const page = await admin.get(`/api/people?limit=100${after}`);
    const found = page.items.find((person: { verified: boolean }) => !person.verified);
    if (found !== undefined) return scene.city.members.personIds.indexOf(found.id);
    if (page.next === null) throw new Error("nobody in the city is unverified");
    after = `&after=${page.next}`;
  }
}

/** Pressing twice gains nothing: the same entry number. */
async function enterTwice(browser: Browser, releaseId: string): Promise<void> {
  const [once, twice] = await Promise.all([
    browser.post(`/api/releases/${releaseId}/entries`),
    browser.post(`/api/releases/${releaseId}/entries`),
  ]);
  assert.equal(once.entryNumber, twice.entryNumber);
}

/** Recomputes the published order as anybody can, and compares it with what each member was told. */
async function checkOrder(
  id: string,
  {
    members,
    indexes,
    hash,
    capacity,
  }: { members: Browser[]; indexes: readonly number[]; hash: string; capacity: number },
): Promise<Served> {
  const order = await member(members, indexes[0] ?? 0).get(`/api/releases/${id}/order`);
  const secret = Buffer.from(order.secret, "hex");
  assert.equal(
    createHash("sha256").update(secret).digest("hex"),
    hash,
    "the secret is the one whose hash was shown before",
  );
  assert.equal(order.entries.length, indexes.length, "one entry per person");
  const ticket = (number: number) => createHmac("sha256", secret).update(String(number)).digest("hex");
  const numbers: number[] = order.entries.map(([number]: [number, number]) => number);
  const recomputed = numbers.sort((a, b) => (ticket(a) < ticket(b) ? -1 : 1));

  const won: Won[] = [];
  const lost: Lost[] = [];
  for (const index of indexes) {
    const browser = member(members, index);
    const mine = await browser.get(`/api/releases/${id}/mine`);
    assert.equal(mine.place, recomputed.indexOf(mine.entryNumber) + 1, "the place is the recomputed one");
    assert.equal(mine.outcome, mine.place <= capacity ? "won" : "lost");
    if (mine.outcome === "won") won.push({ index, member: browser, claimId: mine.claimId });
    else lost.push({ index, member: browser, place: mine.place });
  }
  assert.equal(won.length, Math.min(capacity, indexes.length));
  return { id, won, lost: lost.sort((a, b) => a.place - b.place) };
}

/** First come, first served for what the window left; a winner cannot take a second one; then it is sold out. */
async function takeTheRest(served: Served, members: Browser[]): Promise<void> {
  const path = `/api/releases/${served.id}/claims`;
  const winner = served.won[0];
  assert.ok(winner);
  const capped = await winner.member.refused(path, {}, 409, "release.cap_reached");
  assert.equal(capped.limit, 1);

  const left = kinds[2].stock - served.won.length;
  const claims = await Promise.all(
    range(0, left).map(async (index) => {
      const key = crypto.randomUUID();
      const first = await member(members, index).post(path, {}, key);
      const repeat = await member(members, index).post(path, {}, key);
      assert.deepEqual(repeat, first, "the same key, the same claim");
      return first.number as number;
    }),
  );
  assert.equal(new Set(claims).size, left, "every claim has a number of its own");
  await member(members, left).refused(path, {}, 409, "release.sold_out");
}

function member(members: Browser[], index: number): Browser {
  const browser = members[index];
  assert.ok(browser);
  return browser;
}
