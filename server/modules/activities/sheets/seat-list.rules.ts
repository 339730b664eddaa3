import type { Proposal } from "#engines/sheets";

/** A row of a list of guests that is somebody, or what becomes of one that is nobody for certain. */
export type Wanted =
  | { proposal: Proposal }
  | {
      personId: string;
      /** Whether the showing is for them. */
      isMeant: boolean;
      /** The seat that they have already. */
      holds: { seat: string | null } | undefined;
      /** The label of the seat that the row names; null for one that the hall does not have. */
      seat?: string | null;
    };

/** A seat as it is compared: 第3排5号, 3排 5座, 3-5 and 3排5座 are the same. */
const plainSeat = (seat: string): string =>
  seat
    .normalize("NFKC")
    .replace(/[\s第]/gu, "")
    .replace(/^(\d+)[-—_](\d+)$/u, "$1排$2座")
    .replace(/[号位]$/u, "座");

/** The label of the seat that somebody wrote, or undefined for one that the hall does not have. */
export const seatMeant = (written: string, labels: readonly string[]): string | undefined =>
  labels.find((label) => label === written) ?? labels.find((label) => plainSeat(label) === plainSeat(written));

const known = ["capped", "sold_out", "paused", "closed", "missing"] as const;

/** What a row would do; `outcome` is what a rehearsal of giving the seat said. Pure. */
export function proposeSeatLine(wanted: Wanted, outcome: string | undefined): Proposal {
  if ("proposal" in wanted) return wanted.proposal;
  const { personId, isMeant, holds, seat } = wanted;
  if (!isMeant) return refused("name", "list.not_eligible");
  if (seat === null) return refused("seat", "door.no_such_seat");
  if (holds !== undefined)
    return seat === undefined || seat === holds.seat
      ? { outcome: "unchanged", targetId: personId }
      : refused("seat", "door.has_other_seat", { seat: holds.seat ?? "" });
  if (outcome === "granted") return { outcome: "insert", targetId: personId };
  if (outcome === "seat_taken" || outcome === "no_such_seat") return refused("seat", "door.seat_taken");
  return refused("name", `list.${known.find((one) => one === outcome) ?? "refused"}`);
}

const refused = (column: string, code: string, params?: Record<string, string>): Proposal => ({
  outcome: "refused",
  defects: [{ column, code, ...(params && { params }) }],
});

/** A refusal in the words of the list that it is of, by code. Pure. */
export function saidAs(says: Readonly<Record<string, string>>, proposal: Proposal): Proposal {
  if (proposal.outcome !== "refused") return proposal;
  const defects = proposal.defects?.map((defect) => ({ ...defect, code: says[defect.code] ?? defect.code }));
  return { ...proposal, ...(defects && { defects }) };
}
