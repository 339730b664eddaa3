import type { Agent } from "node:http";
import type { Member } from "../bench/stage.ts";
import { type Answer, post } from "./post.ts";
import { freshKey, type SeededRandom, sleep } from "./random.ts";
import type { Entered } from "./seats.check.ts";
import { portsOf, type SeatWorld, type Showing } from "./seats.world.ts";

export interface Phones {
  world: SeatWorld;
  random: SeededRandom;
  agent: Agent;
}

/** Asks until there is an answer that means something; the same request, of whichever process is there. */
async function untilTold(
  phones: Phones,
  path: string,
  asked: { member: Member; body: unknown; key?: string },
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await post(phones.random.pick(portsOf(phones.world)), path, {
        ...{ cookie: asked.member.cookie, body: asked.body, agent: phones.agent },
        ...(asked.key === undefined ? {} : { key: asked.key }),
      });
      if (answer.status < 500) return answer;
    } catch {
      // No answer: it may have been done or not. The same request finds out.
    }
    await sleep(Math.min(attempt, 4) * (50 + phones.random.below(100)));
  }
}

function bodyOf<T>(answer: Answer, status: number): T {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body) as T;
}

/** Everybody enters with up to three wishes; some in company; some say other wishes later. */
export async function enterAll(phones: Phones, { releaseId, seats }: Showing): Promise<Entered[]> {
  const { members } = phones.world;
  const codes = new Map<number, string>();
  const company = (index: number) => (index % 10 < 4 ? Math.floor(index / 10) : undefined);
  for (const [index, member] of members.entries())
    if (index % 10 === 0)
      codes.set(
        index / 10,
        bodyOf<{ code: string }>(await untilTold(phones, `/api/releases/${releaseId}/party`, { member, body: {} }), 201)
          .code,
      );
  const wished = () => [
    ...new Set(Array.from({ length: phones.random.below(4) }, () => phones.random.pick(seats).label)),
  ];
  return Promise.all(
    members.map(async (member, index) => {
      await sleep(phones.random.below(2000));
      const party = company(index);
      const partyCode = party === undefined ? undefined : codes.get(party);
      let wishes: string[] = [];
      let number = 0;
      let entryRevision = 0;
      for (let time = 0; time <= phones.random.below(2); time++) {
        wishes = wished();
        const body = { wishes, entryRevision, ...(partyCode === undefined ? {} : { partyCode }) };
        const answer = await untilTold(phones, `/api/releases/${releaseId}/entries`, { member, body });
        const entry = bodyOf<{ entryNumber: number; entryRevision: number }>(answer, 202);
        if (number !== 0 && number !== entry.entryNumber) throw new Error("an entry has two numbers");
        ({ entryNumber: number, entryRevision } = entry);
      }
      return { member, number, wishes, party: partyCode };
    }),
  );
}

export type Picked = { outcome: "granted"; claimId: string } | { outcome: "refused"; code: string };

/** One first-come request for one seat. */
export async function pick(
  phones: Phones,
  { releaseId }: Showing,
  asked: { member: Member; label: string },
): Promise<Picked> {
  const { member, label } = asked;
  const path = `/api/releases/${releaseId}/claims`;
  const answer = await untilTold(phones, path, { member, body: { pick: label }, key: freshKey() });
  const told = JSON.parse(answer.body) as { id?: string; seat?: string; code?: string };
  if (answer.status !== 201) return { outcome: "refused", code: told.code ?? "" };
  if (told.seat !== label) throw new Error(`asked for ${label}, told ${told.seat}`);
  return { outcome: "granted", claimId: told.id ?? "" };
}
