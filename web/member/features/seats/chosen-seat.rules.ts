import { bestFree, type Hall, nearestFree, standings } from "./seats.rules.ts";

interface Asked {
  hall: Hall | undefined;
  /** What the member has chosen. */
  wanted: string | undefined;
  /** What the server said is gone. */
  refused: string | undefined;
}

/** The seat that the button takes now: the chosen one, or the nearest when it is gone, or the best of all. */
export function chosenSeat({ hall, wanted, refused }: Asked) {
  if (hall === undefined) return { seat: undefined, lost: undefined, isSuggested: false };
  const isFree = (label: string) =>
    label !== refused && standings(hall).some((seat) => seat.label === label && seat.standing.is === "free");
  if (wanted !== undefined && isFree(wanted)) return { seat: wanted, lost: undefined, isSuggested: false };
  const lost = wanted ?? refused;
  return { seat: lost === undefined ? bestFree(hall) : nearestFree(hall, lost), lost, isSuggested: true };
}
