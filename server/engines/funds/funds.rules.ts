export const accountKinds = [
  "granted",
  "budget",
  "set_aside",
  "held",
  "issued",
  "redeemed",
  "lapsed",
  "returned",
  "compensated",
  "paid",
] as const;
export type AccountKind = (typeof accountKinds)[number];

/** Fen per account kind: debits less credits. */
export type Balances = Record<AccountKind, number>;

/** What the stock engine counts in one quota, and what one of its units is worth. */
export interface QuotaFacts {
  quotaId: string;
  faceValueFen: number;
  available: number;
  held: number;
  active: number;
  redeemed: number;
  lapsed: number;
  /** What was really spent on the redeemed units, when that may be less than their face value. */
  redeemedFen?: number;
}

export interface Difference {
  quotaId: string;
  what: "free" | "held" | "issued" | "ended" | "redeemed";
  /** By the counts of the stock engine. */
  expectedFen: number;
  /** By the books. */
  bookedFen: number;
}

export const noBalances = (): Balances => ({
  granted: 0,
  budget: 0,
  set_aside: 0,
  held: 0,
  issued: 0,
  redeemed: 0,
  lapsed: 0,
  returned: 0,
  compensated: 0,
  paid: 0,
});

/** Set aside and not in anybody's hands. A returned unit is on offer again, so its money counts here. */
export const freeFen = (balances: Balances) => balances.set_aside + balances.returned;

/** What members have used: still owed to the merchants, or paid to them. */
export const usedFen = (balances: Balances) => balances.redeemed + balances.paid;

/**
 * Where one quota's books differ from its counts. Redeemed and lapsed are compared together, because a redemption
 * below the face value lets the rest lapse; redeemed alone is compared when the facts say what was spent.
 */
export function differencesOfQuota(facts: QuotaFacts, booked: Balances): Difference[] {
  const pairs: [Difference["what"], number, number][] = [
    ["free", facts.available * facts.faceValueFen, freeFen(booked)],
    ["held", facts.held * facts.faceValueFen, booked.held],
    ["issued", facts.active * facts.faceValueFen, booked.issued],
    ["ended", (facts.redeemed + facts.lapsed) * facts.faceValueFen, usedFen(booked) + booked.lapsed],
  ];
  if (facts.redeemedFen !== undefined) pairs.push(["redeemed", facts.redeemedFen, usedFen(booked)]);
  return pairs
    .filter(([, expected, actual]) => expected !== actual)
    .map(([what, expectedFen, bookedFen]) => ({ quotaId: facts.quotaId, what, expectedFen, bookedFen }));
}
