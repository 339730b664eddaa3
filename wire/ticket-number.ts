/**
 * The number on a ticket, eight digits that a person can read out. It follows from the claim's id, so that server and doors
 * without network know it from what they have. Two of one session that agree are told apart by the seat.
 */
export function ticketNumber(claimId: string): string {
  // The last twelve digits of a UUIDv7 are random; 48 bits are exact in a number.
  return String(Number.parseInt(claimId.slice(-12), 16) % 100_000_000).padStart(8, "0");
}

/** What was typed as the number on a ticket, or undefined when it can be none. */
export function readTicketNumber(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{8}$/.test(digits) ? digits : undefined;
}
