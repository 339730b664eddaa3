import type { Agent } from "node:http";
import type { Member } from "../bench/stage.ts";
import { post } from "./post.ts";
import { type SeededRandom, sleep } from "./random.ts";

export type PhoneKind = "fast" | "slow";

/** A member's phone: how good its network is, and which process the balancer sends it to first. */
export interface Phone {
  member: Member;
  kind: PhoneKind;
  /** 0: the process that gets ten of eleven phones; 1: the other. */
  home: 0 | 1;
  /** Milliseconds after the window's opening at which "参加" is pressed. */
  pressesAt: number;
}

export interface Network {
  /** Milliseconds of a slow phone's way to the server and back. */
  slowLatency: number;
  /** Share of a slow phone's requests, and of its answers, that never arrive. */
  loss: number;
}

const fastLatency = 40;

/** Phones of both kinds in seeded order: a third is slow, ten of eleven go to the first process. */
export function makePhones(members: readonly Member[], random: SeededRandom, pressSeconds: number): Phone[] {
  return members.map((member, index) => ({
    member,
    kind: index % 3 === 0 ? "slow" : "fast",
    home: random.below(11) === 0 ? 1 : 0,
    pressesAt: random.next() * pressSeconds * 1000,
  }));
}

export interface Entering {
  ports(): readonly [number | undefined, number | undefined];
  agent: Agent;
  random: SeededRandom;
  network: Network;
  path: string;
  /** performance.now() of the opening and of the end of the window. */
  opens: number;
  closes: number;
}

/** Presses once; repeats what got no answer until there is one or the window is over. Gives the acknowledged body, if any. */
export async function enter(phone: Phone, entering: Entering): Promise<string | undefined> {
  await sleep(entering.opens + phone.pressesAt - performance.now());
  const slow = phone.kind === "slow";
  const oneWay = () =>
    slow
      ? (entering.network.slowLatency / 2) * (0.8 + 0.4 * entering.random.next())
      : (fastLatency / 2) * entering.random.next();
  const isLost = () => slow && entering.random.chance(entering.network.loss);
  for (let attempt = 0; performance.now() < entering.closes; attempt++) {
    await sleep(oneWay());
    // A dead process is noticed by the balancer; a phone that got no answer is sent to whoever lives.
    const ports = entering.ports();
    const port = (attempt === 0 ? ports[phone.home] : undefined) ?? ports[0] ?? ports[1];
    if (port !== undefined && !isLost()) {
      const answer = await post(port, entering.path, {
        cookie: phone.member.cookie,
        agent: entering.agent,
        timeout: 3000,
      }).catch(() => undefined);
      await sleep(oneWay());
      if (answer?.status === 202 && !isLost()) return answer.body;
    }
    await sleep(slow ? entering.network.slowLatency * 0.3 : 50 + entering.random.below(100));
  }
  return undefined;
}
