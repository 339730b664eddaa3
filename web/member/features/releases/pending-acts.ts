import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Params } from "../../../shared/api-types/index.ts";

/** An entry or claim that was pressed: kept until the server has answered, over reloads and hours. */
export interface PendingAct {
  releaseId: string;
  act: "entry" | "claim" | "accept";
  /** The idempotency key: the same for every try, so that the server gives the same answer. */
  key: string;
  personId: string;
  /** Said with the entry to a hall: seats, the dearest first, and the code of the company to sit with; null for none. */
  wishes?: readonly string[];
  partyCode?: string | null;
  /** The revision of the entry that this follows: a late copy of it changes nothing that is said after it. */
  entryRevision?: number;
  /** The seat that is claimed and no other. */
  pick?: string;
  /** The server's final refusal and when it came, by the phone's clock in ms; kept until it was seen or another try begins. */
  refusal?: { code: string; params: Params; at: number };
}

interface Parts {
  storage: Pick<Storage, "getItem" | "setItem">;
  /** Sends one act; resolves when the server did it, throws an ApiProblem otherwise. */
  send: (act: PendingAct) => Promise<unknown>;
  /** The server has answered: with what it did, or undefined when it refused. Told before the act is over for the page. */
  onAnswer: (act: PendingAct, did: unknown) => void;
  /** Waits the given ms, or less when the network comes back. */
  wait: (milliseconds: number) => Promise<void>;
  random?: () => number;
}

/** Who was pressed for, and the state of the act as the page shows it. */
export interface PendingActs {
  /** Begins an act and sends it until the server answers. */
  begin(act: PendingAct): void;
  /** Goes on with what an earlier page left unanswered for this person. */
  resume(personId: string): void;
  /** The refusal was seen. */
  dismiss(releaseId: string): void;
  find(releaseId: string): PendingAct | undefined;
  subscribe(listener: () => void): () => void;
}

const storageKey = "gonghui.pending-acts";
const firstWait = 1_000;
const longestWait = 20_000;

/** Keeps and repeats acts until they are answered. One per page; two pages sending the same key do no harm. */
export function createPendingActs(parts: Parts): PendingActs {
  let acts = readActs(parts.storage);
  const listeners = new Set<() => void>();
  const running = new Set<string>();
  const change = (next: PendingAct[]) => {
    acts = next;
    parts.storage.setItem(storageKey, JSON.stringify(acts));
    for (const listener of listeners) listener();
  };
  const others = (act: PendingAct) => acts.filter((one) => one.releaseId !== act.releaseId);
  const run = async (act: PendingAct) => {
    if (running.has(act.key)) return;
    running.add(act.key);
    const answer = await sendUntilAnswered(parts, act).finally(() => running.delete(act.key));
    if (answer === "signed_out") return;
    parts.onAnswer(act, "did" in answer ? answer.did : undefined);
    change("did" in answer ? others(act) : [...others(act), { ...act, refusal: answer }]);
  };
  return {
    begin: (act) => {
      change([...others(act), act]);
      void run(act);
    },
    resume: (personId) => {
      for (const act of acts) if (act.personId === personId && act.refusal === undefined) void run(act);
    },
    dismiss: (releaseId) => change(acts.filter((one) => one.releaseId !== releaseId || one.refusal === undefined)),
    find: (releaseId) => acts.find((one) => one.releaseId === releaseId),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Answer = { did: unknown } | "signed_out" | NonNullable<PendingAct["refusal"]>;

async function sendUntilAnswered({ send, wait, random = Math.random }: Parts, act: PendingAct): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return { did: await send(act) };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Kept: the next page of the same person goes on after signing in.
      if (error.status === 401) return "signed_out";
      if (!error.isTemporary) return { code: error.code, params: error.params, at: Date.now() };
      const most = Math.min(longestWait, firstWait * 2 ** tries);
      const asked = (error.retryAfter ?? 0) * 1000;
      // Spread over the whole span: thousands of phones lost the same network at the same moment.
      await wait(asked + random() * most);
    }
  }
}

function readActs(storage: Parts["storage"]): PendingAct[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isAct) : [];
  } catch {
    return []; // Not ours: nothing to go on with.
  }
}

function isAct(value: unknown): value is PendingAct {
  if (typeof value !== "object" || value === null) return false;
  const { releaseId, act, key, personId } = value as Record<string, unknown>;
  return (
    [releaseId, key, personId].every((part) => typeof part === "string") &&
    ["entry", "claim", "accept"].includes(String(act))
  );
}
