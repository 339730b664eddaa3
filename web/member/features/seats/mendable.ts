/** Refusals that leave the entry or the claim open: another seat or another code, and it goes on. */
const mendable: ReadonlySet<string> = new Set([
  ...["release.seat_taken", "release.no_such_seat", "release.no_such_party"],
  ...["stock.seat_taken", "stock.no_such_seat"],
]);
export const isMendable = (code: string): boolean => mendable.has(code);
