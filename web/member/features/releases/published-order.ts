import type { PublishedOrder } from "../../../shared/api-types/index.ts";
import { checkSeating, type SeatingCheck } from "./published-seating.ts";
import { hmacSha256, sha256 } from "./sha256.ts";

/** What the phone found out by itself from the published list. */
export interface OrderCheck {
  secretMatchesHash: boolean;
  /** Whether the hash is the one this phone noted before the draw; undefined when it noted none. */
  hashMatchesKept: boolean | undefined;
  /** The place computed here; undefined when the number is not in the list or the member did not enter. */
  myPlace: number | undefined;
  total: number;
  /** The first entry numbers in order. */
  top: number[];
  /** The seats, where there are some. */
  seating: SeatingCheck | undefined;
}

interface Asked {
  order: PublishedOrder;
  keptHash: string | undefined;
  /** Told now and then, so that the page can show progress and stay alive. */
  onProgress: (done: number) => void | Promise<void>;
}

const share = 2_000;

/**
 * Recomputes the serving order: ascending HMAC-SHA-256(secret, entry number); an entry of weight w counts with the
 * smallest of its w tickets (number, number:1, … number:w-1).
 */
export async function checkOrder({ order, keptHash, onProgress }: Asked): Promise<OrderCheck> {
  const secret = fromHex(order.secret);
  const hmac = hmacSha256(secret);
  const tickets: { number: number; ticket: string }[] = [];
  for (const [number = 0, weight = 1] of order.entries) {
    tickets.push({ number, ticket: ticketOf(hmac, number, weight) });
    if (tickets.length % share === 0) await onProgress(tickets.length);
  }
  tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
  const place = order.mine ? tickets.findIndex((one) => one.number === order.mine?.number) + 1 : 0;
  return {
    secretMatchesHash: sha256(secret) === order.secretHash.toLowerCase(),
    hashMatchesKept: keptHash === undefined ? undefined : keptHash.toLowerCase() === order.secretHash.toLowerCase(),
    myPlace: place > 0 ? place : undefined,
    total: tickets.length,
    top: tickets.slice(0, 10).map((one) => one.number),
    seating:
      order.seating &&
      checkSeating({
        ...{ seating: order.seating, winners: order.winners, own: order.mine?.number },
        order: tickets.map((one) => one.number),
      }),
  };
}

function ticketOf(hmac: (text: string) => string, number: number, weight: number): string {
  let best = hmac(String(number));
  for (let ticket = 1; ticket < weight; ticket++) {
    const next = hmac(`${number}:${ticket}`);
    if (next < best) best = next;
  }
  return best;
}

function fromHex(hex: string): Uint8Array {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
