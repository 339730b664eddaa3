/** What the server knows of the work of a shift, or of a store on a day. Money in fen. */
export interface Figures {
  /** Redemptions that stand, with what was bought and what was taken off. */
  redemptions: number;
  amountFen: number;
  offFen: number;
  undone: number;
  /** Goods taken back, and what of subsidies came back with them. */
  returns: number;
  backFen: number;
  /** Of the redemptions, those taken without network. */
  offline: number;
  /** Taken without network, and not redeemed when they came in. */
  notRedeemed: number;
  /** Redemptions without the receipt number or photo that their campaign asks for. */
  receiptsMissing: number;
}

/** What a clerk found in the drawer. */
export interface Count {
  slips: number;
  notSent: number;
}

export interface Difference {
  /** Slips there should be: one for each redemption, those that wait to be sent too. */
  expected: number;
  /** Slips too many, or (below zero) missing. */
  slips: number;
  receiptsMissing: number;
  /** Somebody has to say why. */
  needsNote: boolean;
}

/** The clerk's count beside the server's figures. */
export function differenceOf(figures: Pick<Figures, "redemptions" | "receiptsMissing">, count: Count): Difference {
  const expected = figures.redemptions + count.notSent;
  const slips = count.slips - expected;
  const { receiptsMissing } = figures;
  return { expected, slips, receiptsMissing, needsNote: slips !== 0 || receiptsMissing > 0 };
}
