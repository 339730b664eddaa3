import type { Agent } from "node:http";
import type { Member } from "../bench/stage.ts";
import { type Answer, codeOf, post } from "./post.ts";
import { freshKey, type SeededRandom, sleep } from "./random.ts";

/** One member's wish for one release, with the key that it keeps through every repeat. */
export interface Wish {
  releaseId: string;
  member: Member;
  key: string;
}

/** What a client was told in the end. Only what was told counts as acknowledged. */
export interface Told extends Wish {
  answer: Answer;
  attempts: number;
}

export interface Claiming {
  /** Ports of the processes as they are now; a repeat may go to another one. */
  ports(): number[];
  agent: Agent;
  random: SeededRandom;
  /** The route, for a release: the product's own, or that of a negative control. */
  path(releaseId: string): string;
  /** Milliseconds after which a client gives a request up and repeats it. */
  timeout: number;
  /** `askedAt` is when this attempt was sent (performance.now). */
  onAnswer?(answer: Answer, askedAt: number): void;
}

/**
 * Asks until there is an answer that means something: granted, or refused for good. What was not answered (a broken
 * connection, a timeout, "unavailable") is asked again with the same key, of whichever process.
 */
export async function claimUntilTold(claiming: Claiming, wish: Wish): Promise<Told> {
  for (let attempts = 1; ; attempts++) {
    const ports = claiming.ports();
    const port = claiming.random.pick(ports);
    const askedAt = performance.now();
    try {
      const answer = await post(port, claiming.path(wish.releaseId), {
        cookie: wish.member.cookie,
        key: wish.key,
        timeout: claiming.timeout,
        agent: claiming.agent,
      });
      claiming.onAnswer?.(answer, askedAt);
      if (answer.status < 500) return { ...wish, answer, attempts };
    } catch {
      // No answer: it may have been done or not. The same key finds out.
    }
    await sleep(Math.min(attempts, 4) * (50 + claiming.random.below(100)));
  }
}

export const newWish = (releaseId: string, member: Member): Wish => ({ releaseId, member, key: freshKey() });

export const isGranted = (told: Told): boolean => told.answer.status === 201;

/** Refused because nothing is left; any other refusal is a surprise in these proofs. */
export const isSoldOut = (told: Told): boolean =>
  told.answer.status === 409 && codeOf(told.answer) === "release.sold_out";
