import assert from "node:assert/strict";
import { type Browser, eventually } from "../browser.ts";
import type { Scene } from "../stage.ts";
import { seats } from "./cinema.ts";
import type { Week } from "./plan.ts";

export interface Holder {
  member: Browser;
  claimId: string;
}

export interface Grab {
  /** Who has a seat in the first showing. */
  holders: Holder[];
}

const entrants = 24;

/** The window with wishes: nineteen of twenty-four get a seat, one gives it back, and the next in line has it. */
export async function playGrab(scene: Scene, week: Week): Promise<Grab> {
  const { releaseId, id } = week.first;
  const members: Browser[] = [];
  for (let index = 0; index < entrants; index++) members.push(await scene.member(index));
  for (const [index, member] of members.entries())
    await member.post(`/api/releases/${releaseId}/entries`, index === 0 ? { wishes: ["2排4座"] } : {});
  const watcher = members[0] as Browser;
  await eventually(
    "the window is served",
    async () => ((await watcher.get(`/api/releases/${releaseId}`)).placed ? true : undefined),
    90,
  );
  const holders: Holder[] = [];
  for (const member of members) {
    const { tickets } = await member.get(`/api/activities/sessions/${id}`);
    for (const claimId of tickets) holders.push({ member, claimId });
  }
  assert.equal(holders.length, seats, "every seat has a holder, nobody has two");
  const labels = await Promise.all(
    holders.map(async ({ member, claimId }) => (await member.get(`/api/activities/tickets/${claimId}`)).seat.label),
  );
  assert.equal(new Set(labels).size, seats, "no seat twice");

  const [back] = holders.splice(0, 1);
  assert.ok(back);
  const returned = await back.member.post(`/api/activities/tickets/${back.claimId}/return`);
  assert.equal(returned.state, "returned");
  const loser = members.find((member) => member !== back.member && !holders.some((holder) => holder.member === member));
  assert.ok(loser);
  const claim = await eventually("the seat is there for the next", async () => {
    const answer = await loser.send("POST", `/api/releases/${releaseId}/claims`, { body: {}, key: true });
    return answer.status === 201 ? answer.body : undefined;
  });
  holders.push({ member: loser, claimId: claim.id });
  return { holders };
}
