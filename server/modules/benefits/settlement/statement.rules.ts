export const statementStates = [
  ...(["draft", "sent", "disputed", "confirmed", "reviewed", "approved", "paid", "locked", "void"] as const),
] as const;
export type StatementState = (typeof statementStates)[number];

/** What can be done with a statement, by anybody. */
export const acts = {
  redraft: ["draft", "disputed"],
  send: ["draft"],
  recall: ["sent", "disputed"],
  discard: ["draft"],
  confirm: ["sent"],
  paper: ["sent"],
  dispute: ["sent"],
  answer: ["disputed"],
  invoice: ["confirmed", "reviewed", "sent"],
  review: ["confirmed"],
  approve: ["reviewed"],
  pay: ["approved"],
  lock: ["paid"],
} as const satisfies Record<string, readonly StatementState[]>;
export type Act = keyof typeof acts;

export const mayHappen = (act: Act, state: StatementState): boolean =>
  (acts[act] as readonly StatementState[]).includes(state);

/** The steps of the union's own people, the state that each leads to, and which steps must be other people's. */
export const steps = {
  review: { step: "reviewed", distinctFrom: ["drafted"] },
  approve: { step: "approved", distinctFrom: ["drafted", "reviewed"] },
  pay: { step: "paid", distinctFrom: ["drafted", "reviewed", "approved"] },
  lock: { step: "locked", distinctFrom: ["paid"] },
} as const;
export type Step = keyof typeof steps;

export interface Payee {
  legalName: string;
  creditCode: string | null;
  contractNumber: string | null;
  accountName: string | null;
  bank: string | null;
  /** In full where it is opened to be read; kept with a statement are only its last figures. */
  account: string | null;
  accountTail: string | null;
  /** The day whose account it is. */
  accountOn: string;
}

/** An account that took another's place, and the first day on which it holds. */
export interface AccountChange {
  before: string;
  after: string;
  since: string;
}

/** What is missing before a statement can be approved: finance pays nobody without these. */
export function missingForPayment(given: {
  totalFen: number;
  payee: Payee | null;
  invoiceNumber: string | null;
}): string[] {
  if (given.totalFen <= 0) return [];
  const missing: string[] = [];
  if (given.payee?.accountTail == null || given.payee.bank == null) missing.push("account");
  if (given.invoiceNumber === null) missing.push("invoice");
  return missing;
}
