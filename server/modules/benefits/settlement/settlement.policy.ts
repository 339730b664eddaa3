import { defineDuty, hasDuty, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";
import { type Act, mayHappen, type StatementState, type Step } from "./statement.rules.ts";

defineDuty("benefits.maker", ["settlement.draft"]);
defineDuty("benefits.approver", ["settlement.approve"]);
// Finance is two offices: who keeps the accounts reviews before the payment and closes after it, and never holds the money.
const finance = ["benefits.read", "decisions.attach", "decisions.read", "settlement.account"];
defineDuty("benefits.accountant", ["settlement.review", "settlement.lock", ...finance]);
// Pays what three others have agreed on, and nothing else.
defineDuty("benefits.cashier", ["settlement.pay", ...finance]);
definePreset("accountant", ["benefits.accountant"]);
definePreset("cashier", ["benefits.cashier"]);

export interface StatementFacts {
  node: string;
  state: StatementState;
}

const permissions = {
  ...{ redraft: "settlement.draft", send: "settlement.draft", recall: "settlement.draft", discard: "settlement.draft" },
  ...{ answer: "settlement.draft", invoice: "settlement.draft", paper: "settlement.draft" },
  ...{ review: "settlement.review" },
  ...{ approve: "settlement.approve", pay: "settlement.pay", lock: "settlement.lock" },
} as const satisfies Partial<Record<Act, string>>;
export type StaffAct = keyof typeof permissions;

/** Whose duty an act is, whatever the statement's state. */
export const mayDo =
  (act: StaffAct): Rule<{ node: string }> =>
  (actor, statement) =>
    hasDuty(actor, permissions[act], statement.node);

const now =
  (act: StaffAct): Rule<StatementFacts> =>
  (actor, statement) =>
    mayDo(act)(actor, statement) && mayHappen(act, statement.state);

/** Who may do what with a statement as it is now; that the steps are different people's is asked beside it. */
export const statementPolicy = {
  ...{ redraft: now("redraft"), send: now("send"), recall: now("recall"), discard: now("discard") },
  ...{ answer: now("answer"), invoice: now("invoice"), paper: now("paper") },
  ...{ review: now("review"), approve: now("approve"), pay: now("pay"), lock: now("lock") },
} satisfies Record<StaffAct, Rule<StatementFacts>>;

export const isStep = (act: StaffAct): act is Step => ["review", "approve", "pay", "lock"].includes(act);

/** Who needs the whole number of an account, because they pay into it or answer for the payment. */
export const maySeeAccount: Rule<{ node: string }> = (actor, { node }) => hasDuty(actor, "settlement.account", node);

/** Who may settle a period of this union. */
export const mayDraft: Rule<{ node: string }> = mayDo("redraft");
