import { type Decision, listDecisionsOf, recordDecision } from "#engines/decisions";
import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import {
  agreementIncomplete,
  agreementsOverlap,
  changedMeanwhile,
  makerCannotCheck,
  noSuchAgreement,
  wrongState,
} from "../benefits.errors.ts";
import { mayApprove, mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { doubtOf, missingIn, stateOn } from "./agreement.rules.ts";
import {
  type AgreementRow,
  endProvisional,
  lockAgreement,
  markChecked,
  markSubmitted,
  markTerminated,
} from "./agreement.store.ts";
import { approveOrRefuse } from "./bank-account.service.ts";
import { type BankAccountRow, listBankAccounts, listBankAccountsOf } from "./bank-account.store.ts";
import { getAgreementRow } from "./draft-agreement.service.ts";
import { note } from "./merchants.service.ts";

/** Hands an agreement in to a second person. Throws benefits.agreement_incomplete {missing}, benefits.wrong_state. */
export async function submitAgreement(ctx: Ctx, id: string): Promise<AgreementRow> {
  return transact(ctx, async (tx) => {
    const agreement = await getLocked(tx, id);

    authorise(tx.actor, mayKeepMerchants, agreement);
    if (agreement.state !== "draft" && agreement.state !== "refused") throw wrongState(agreement.state, "submit");
    const accounts = await listBankAccounts(tx.db, agreement.merchantId);
    const hasAccount = accounts.some((one) => one.agreementId === id || one.state === "approved");
    const [missing] = missingIn({ ...agreement, hasAccount });
    if (missing !== undefined) throw agreementIncomplete(missing);

    await markSubmitted(tx.db, id, tx.actor.kind === "staff" ? tx.actor.accountId : "");
    await note(tx, agreement.node, "benefits.agreement_submitted", "agreement", id);
    await announce(tx, "benefits.agreement_submitted", { node: agreement.node, agreementId: id });
    return getAgreementRow(tx, id);
  });
}

export interface AgreementAnswer {
  revision: number;
  verdict: "passed" | "refused";
  note?: string | undefined;
  fileId?: string | null | undefined;
}

/**
 * The second person's answer. What is passed is in force from its first day; what the merchant had without papers ends there.
 * Throws benefits.maker_cannot_check, benefits.changed_meanwhile, benefits.agreements_overlap, benefits.wrong_state.
 */
export async function decideAgreement(ctx: Ctx, id: string, answer: AgreementAnswer): Promise<AgreementRow> {
  return transact(ctx, async (tx) => {
    const agreement = await getLocked(tx, id);

    authorise(tx.actor, mayApprove, agreement);
    if (agreement.state !== "submitted") throw wrongState(agreement.state, "decide");
    if (hasMade(tx.actor, agreement)) throw makerCannotCheck();
    if (answer.revision !== agreement.revision) throw changedMeanwhile();

    const { verdict, note: said, fileId } = answer;
    const decided = { revision: agreement.revision, step: "approved", verdict, note: said, fileId };
    const others = { distinctFrom: [], notBy: makersOf(agreement) };
    await recordDecision(tx, { ...decided, ...others, object: { type: "agreement", id }, node: agreement.node });
    await (verdict === "passed" ? approve(tx, agreement) : refuse(tx, agreement, said ?? ""));
    return getAgreementRow(tx, id);
  });
}

async function approve(tx: Tx, agreement: AgreementRow): Promise<void> {
  const { id, merchantId, node, startsOn } = agreement;
  await endProvisional(tx.db, merchantId, startsOn);
  await notOverlapping(markChecked(tx.db, id, { state: "approved", reason: null, ...checkerOf(tx.actor) }));
  const account = (await listBankAccounts(tx.db, merchantId)).find((one) => one.agreementId === id);
  if (account?.state === "asked")
    await approveOrRefuse(tx, account, { verdict: "passed", refusal: "", fromOn: startsOn });
  await note(tx, node, "benefits.agreement_approved", "agreement", id);
  await announce(tx, "benefits.agreement_approved", { node, agreementId: id, merchantId });
}

async function refuse(tx: Tx, { id, node }: AgreementRow, reason: string): Promise<void> {
  await markChecked(tx.db, id, { state: "refused", reason, ...checkerOf(tx.actor) });
  await note(tx, node, "benefits.agreement_refused", "agreement", id, { reason });
  await announce(tx, "benefits.agreement_refused", { node, agreementId: id });
}

/** Ends an agreement before its last day, at once: its tills take nothing from this moment on. */
export async function terminateAgreement(ctx: Ctx, id: string, reason: string): Promise<AgreementRow> {
  return transact(ctx, async (tx) => {
    const agreement = await getLocked(tx, id);

    authorise(tx.actor, mayKeepMerchants, agreement);
    const state = stateOn(agreement, dayOf(tx.clock.now()));
    if (state !== "in_force" && state !== "to_come") throw wrongState(state, "terminate");

    await markTerminated(tx.db, id, reason);
    await note(tx, agreement.node, "benefits.agreement_terminated", "agreement", id, { reason });
    await announce(tx, "benefits.agreement_terminated", { node: agreement.node, agreementId: id });
    return getAgreementRow(tx, id);
  });
}

/** Agreements with what was decided about them and the account that came with each, as an actor reads them. */
export async function viewAgreements(tx: Tx, rows: readonly AgreementRow[]) {
  const ids = rows.map((row) => row.id);
  const decisions = await listDecisionsOf(tx.db, { type: "agreement", ids });
  const merchants = [...new Set(rows.map((row) => row.merchantId))];
  const accounts = await listBankAccountsOf(tx.db, merchants);
  return rows.map((row) =>
    viewAgreement(tx, row, {
      decisions: decisions.get(row.id) ?? [],
      account: accounts.find((one) => one.agreementId === row.id),
    }),
  );
}

function viewAgreement(
  { actor, clock }: Tx,
  row: AgreementRow,
  { decisions, account }: { decisions: Decision[]; account: BankAccountRow | undefined },
) {
  const state = stateOn(row, dayOf(clock.now()));
  const {
    node: _node,
    editedBy: _edited,
    createdBy: _created,
    submittedBy: _submitted,
    checkedBy: _checked,
    ...facts
  } = row;
  const keeps = mayKeepMerchants(actor, row);
  return {
    ...facts,
    state,
    createdBy: row.createdByName,
    checkedBy: row.checkedByName,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    terminatedAt: row.terminatedAt?.toISOString() ?? null,
    creditCodeDoubt: doubtOf(row.creditCode),
    bank: account === undefined ? null : bankOf(account),
    decisions: decisions.map(({ verdict, note: said, by, at, file }) => ({
      ...{ verdict, note: said, by: by.name, at: at.toISOString(), fileId: file?.id ?? null },
    })),
    can: {
      edit: keeps && (state === "draft" || state === "refused"),
      decide: state === "submitted" && mayApprove(actor, row) && !hasMade(actor, row),
      terminate: keeps && (state === "in_force" || state === "to_come"),
    },
  };
}

const bankOf = ({ bankName, holder, accountTail }: BankAccountRow) => ({
  ...{ bankName, holder, accountMasked: `**** ${accountTail}` },
});

async function getLocked(tx: Tx, id: string): Promise<AgreementRow> {
  const agreement = await lockAgreement(tx.db, id);
  if (agreement === undefined || !mayRead(tx.actor, agreement)) throw noSuchAgreement();
  return agreement;
}

/** Everybody who had a hand in it. */
const makersOf = ({ createdBy, submittedBy, editedBy }: AgreementRow): string[] =>
  [createdBy, submittedBy, ...editedBy].filter((id) => id !== null);

const hasMade = (actor: Actor, agreement: AgreementRow) =>
  actor.kind === "staff" && makersOf(agreement).includes(actor.accountId);

const checkerOf = (actor: Actor) =>
  actor.kind === "staff" ? { by: actor.accountId, byName: actor.name } : { by: "", byName: "" };

async function notOverlapping<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "agreement_no_overlap") throw agreementsOverlap();
    throw error;
  }
}
