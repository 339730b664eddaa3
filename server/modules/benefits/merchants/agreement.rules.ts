import { unreachable } from "#kernel/database/unreachable";
import { creditCodeDoubt } from "#wire/credit-code";

export const storedAgreementStates = ["draft", "submitted", "approved", "refused", "terminated"] as const;
export type StoredAgreementState = (typeof storedAgreementStates)[number];

/** As people read it: what was approved is to come, in force or over by its days. */
export const agreementStates = ["draft", "submitted", "refused", "to_come", "in_force", "ended", "terminated"] as const;
export type AgreementState = (typeof agreementStates)[number];

export interface AgreementDays {
  state: StoredAgreementState;
  startsOn: string;
  endsOn: string | null;
}

/** The state of an agreement on a day of the place of business. */
export function stateOn({ state, startsOn, endsOn }: AgreementDays, today: string): AgreementState {
  switch (state) {
    case "draft":
    case "submitted":
    case "refused":
    case "terminated":
      return state;
    case "approved":
      if (today < startsOn) return "to_come";
      return endsOn !== null && endsOn < today ? "ended" : "in_force";
    default:
      return unreachable(state);
  }
}

/** The one that matters to a reader: what is in force, else what comes, else what was last. */
export function leading<A extends AgreementDays>(agreements: readonly A[], today: string): A | undefined {
  const rank: Record<AgreementState, number> = {
    ...{ in_force: 0, to_come: 1, ended: 2, terminated: 2, submitted: 3, draft: 4, refused: 5 },
  };
  return [...agreements].sort(
    (a, b) => rank[stateOn(a, today)] - rank[stateOn(b, today)] || b.startsOn.localeCompare(a.startsOn),
  )[0];
}

/** What an agreement still lacks before it can be handed in. */
export function missingIn(agreement: {
  contractNumber: string;
  legalName: string;
  creditCode: string;
  scanFileId: string | null;
  hasAccount: boolean;
}): ("contractNumber" | "legalName" | "creditCode" | "scan" | "account")[] {
  const lacks = {
    contractNumber: agreement.contractNumber === "",
    legalName: agreement.legalName === "",
    creditCode: agreement.creditCode === "",
    scan: agreement.scanFileId === null,
    account: !agreement.hasAccount,
  };
  return (Object.keys(lacks) as (keyof typeof lacks)[]).filter((part) => lacks[part]);
}

/** A bank account as it is kept: digits, without the blanks and hyphens that group them; undefined for anything else. */
export function readAccount(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{6,30}$/.test(digits) ? digits : undefined;
}

/** What is odd about a credit code, for the page's warning; never a reason to refuse. */
export const doubtOf = (creditCode: string) => (creditCode === "" ? null : (creditCodeDoubt(creditCode) ?? null));
