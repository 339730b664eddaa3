import type { Ctx, Tx } from "#kernel/context";
import { missing } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import type { Verdict } from "./decisions.rules.ts";

/** Something that waits for the answer of the signed-in person. */
export interface Waiting {
  id: string;
  /** The thing's name as its page shows it. */
  title: string;
  /** Path of the organisation whose thing it is. */
  node: string;
  revision: number;
  /** The step that waits. */
  step: string;
  /** Who handed it in or passed it last, and when. */
  from: string | null;
  since: Date;
  /** Money that a yes sets aside or pays, if any. */
  amountFen: number | null;
  /** What fits on a phone of what there is to read, each a text of the console by its code. */
  facts: WaitingFact[];
  /** The page of the console that shows all of it, e.g. "/campaigns/<id>". */
  link: string;
}

/** Such as `{ code: "stock", params: { kind: "满200减100", from: 100, to: 150 } }`. */
export interface WaitingFact {
  code: string;
  params: Record<string, string | number | null>;
}

export interface DecideWaiting {
  id: string;
  revision: number;
  step: string;
  verdict: Verdict;
  note: string;
  fileId: string | null;
  /** The request's own key: sent twice it happens once. */
  key: string;
}

/** A kind of thing that people decide about; one page lists what waits, whatever it is. */
export interface Decidable {
  /** As in audit records, e.g. "campaign". */
  type: string;
  /** What this actor, and no one else's step, may decide now; never what the actor may not read or must leave to others. */
  waitingFor(tx: Tx, secrets?: Secrets): Promise<Waiting[]>;
  /** Decides; authorises by itself. */
  decide(ctx: Ctx, secrets: Secrets, given: DecideWaiting): Promise<void>;
  /** It is more than a yes or no: the list only leads to its page, and `decide` refuses. */
  onPage?: true;
  /** There is nothing to decide: it is read, and then gone. A yes says that it was read. */
  read?: true;
}

/** One of the list. */
export type ListedWaiting = Waiting & { type: string; onPage: boolean; read: boolean };

const decidables = new Map<string, Decidable>();

/** Makes a kind known; at load. */
export function registerDecidable(decidable: Decidable): void {
  if (decidables.has(decidable.type)) throw new Error(`The decidable ${decidable.type} is registered twice.`);
  decidables.set(decidable.type, decidable);
}

/** Everything of every kind that waits for the actor, what waits longest first; without keys what is sealed is left out. */
export async function listWaiting(tx: Tx, secrets?: Secrets): Promise<ListedWaiting[]> {
  const all: ListedWaiting[] = [];
  for (const { type, waitingFor, onPage = false, read = false } of decidables.values())
    for (const waiting of await waitingFor(tx, secrets)) all.push({ ...waiting, type, onPage, read });
  return all.sort((a, b) => a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1));
}

/** Passes or refuses a thing of a registered type. Throws decisions.no_such_type and what the kind throws. */
export async function decideWaiting(
  ctx: Ctx,
  secrets: Secrets,
  { type, ...given }: DecideWaiting & { type: string },
): Promise<void> {
  const decidable = decidables.get(type);
  if (decidable === undefined) throw missing("decisions.no_such_type");
  await decidable.decide(ctx, secrets, given);
}
