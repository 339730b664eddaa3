import { seatWinners } from "../../../../wire/seating.ts";
import type { PublishedOrder } from "../../../shared/api-types/index.ts";

type Seating = NonNullable<PublishedOrder["seating"]>;

/** What the phone found out about the seats of a published order. */
export interface SeatingCheck {
  /** Winners whose seat comes out otherwise here, by entry number. */
  other: number[];
  /** Winners who were seated before somebody with an earlier place. */
  outOfTurn: number[];
  /** Winners that no list of seats names, and the other way round. */
  missing: number;
  /** How many were seated. */
  seated: number;
  /** The reader's own: the seat that was published and the one that comes out here. */
  mine: { published: string; computed: string | undefined } | undefined;
}

interface Asked {
  seating: Seating;
  /** Entry numbers in the order that the phone has computed. */
  order: readonly number[];
  winners: number;
  /** The reader's entry number. */
  own: number | undefined;
}

/** Seats the winners of a published order once more, by the same rules as the server, and compares. */
export function checkSeating({ seating, order, winners, own }: Asked): SeatingCheck {
  const places = new Map(order.map((number, place) => [number, place]));
  const check: SeatingCheck = { other: [], outOfTurn: [], missing: winners, seated: 0, mine: undefined };
  for (const { free, winners: inOrder } of seating) {
    const computed = seatsOf(free, inOrder);
    let last = -1;
    for (const { entry, label } of inOrder) {
      const place = places.get(entry) ?? -1;
      if (place < last) check.outOfTurn.push(entry);
      last = Math.max(last, place);
      const seat = computed.get(String(entry));
      if (seat !== label || place < 0) check.other.push(entry);
      if (entry === own) check.mine = { published: label, computed: seat };
      check.seated++;
    }
  }
  check.missing = Math.abs(winners - check.seated);
  return check;
}

function seatsOf(free: Seating[number]["free"], winners: Seating[number]["winners"]): Map<string, string> {
  try {
    return seatWinners(
      free,
      winners.map(({ entry, wishes, party }) => ({
        ...{ id: String(entry), wishes },
        party: party === null ? null : String(party),
      })),
    );
  } catch {
    return new Map(); // More winners than seats: nothing of it can be right.
  }
}

export const isRight = ({ other, outOfTurn, missing }: SeatingCheck): boolean =>
  other.length === 0 && outOfTurn.length === 0 && missing === 0;
