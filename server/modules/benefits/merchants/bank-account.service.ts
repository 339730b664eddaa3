import { recordDecision } from "#engines/decisions";
import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { open, type Secrets, seal } from "#kernel/secrets/secrets";
import {
  accountChangeWaiting,
  accountDayPast,
  makerCannotCheck,
  noSuchBankAccount,
  noSuchMerchant,
  wrongState,
} from "../benefits.errors.ts";
import { mayApprove, mayRead } from "../benefits.policy.ts";
import * as store from "./bank-account.store.ts";
import { findMerchant } from "./merchant.store.ts";
import { getOwnMerchant, note, unique } from "./merchants.service.ts";

export interface BankDetails {
  bankName: string;
  holder: string;
  /** Digits only. */
  account: string;
}

const fieldOf = (id: string) => `bank_account.account.${id}`;

/** Keeps an account that a second person has yet to allow; gives its id. */
export async function keepBankAccount(
  tx: Tx,
  secrets: Secrets,
  given: BankDetails & { merchant: { organisationId: string; node: string } } & {
    agreementId: string | null;
    fromOn: string;
    reason: string;
  },
): Promise<string> {
  const { merchant, account, ...details } = given;
  const id = uuidv7();
  const staff = tx.actor.kind === "staff" ? tx.actor : undefined;
  await unique(
    store.insertBankAccount(tx.db, {
      ...details,
      id,
      merchantId: merchant.organisationId,
      node: merchant.node,
      accountSealed: seal(secrets, fieldOf(id), account),
      accountTail: account.slice(-4),
      askedBy: staff?.accountId ?? null,
      askedByName: staff?.name ?? null,
    }),
    accountChangeWaiting,
  );
  return id;
}

/** Asks for another account from a day on, today at the earliest: what is settled before keeps the one it has. */
export async function askBankAccount(
  ctx: Ctx,
  secrets: Secrets,
  input: BankDetails & { merchantId: string; fromOn: string; reason: string },
): Promise<store.BankAccountRow[]> {
  return transact(ctx, async (tx) => {
    const { merchantId, ...details } = input;
    const merchant = await getOwnMerchant(tx, merchantId);
    if (input.fromOn < dayOf(tx.clock.now())) throw accountDayPast();

    const id = await keepBankAccount(tx, secrets, { ...details, merchant, agreementId: null });

    await note(tx, merchant.node, "benefits.bank_account_asked", "merchant", merchantId, { bankAccountId: id });
    return store.listBankAccounts(tx.db, merchantId);
  });
}

/**
 * The second person's answer to another account. Money goes there from the day that was asked for, or from today when that
 * day is over. Throws benefits.no_such_bank_account, benefits.maker_cannot_check, benefits.wrong_state.
 */
export async function decideBankAccount(
  ctx: Ctx,
  id: string,
  answer: { verdict: "passed" | "refused"; note?: string | undefined; fileId?: string | null | undefined },
): Promise<store.BankAccountRow[]> {
  return transact(ctx, async (tx) => {
    const asked = await store.lockBankAccount(tx.db, id);
    if (asked === undefined || !mayRead(tx.actor, asked)) throw noSuchBankAccount();

    authorise(tx.actor, mayApprove, asked);
    if (asked.agreementId !== null || asked.state !== "asked") throw wrongState(asked.state, "decide");
    if (isAsker(tx.actor, asked)) throw makerCannotCheck();

    const { verdict, note: said, fileId } = answer;
    const notBy = asked.askedBy === null ? [] : [asked.askedBy];
    const object = { type: "bank_account", id };
    const step = { revision: 1, step: "approved", distinctFrom: [], notBy };
    await recordDecision(tx, { ...step, object, node: asked.node, verdict, note: said, fileId });
    await approveOrRefuse(tx, asked, { verdict, refusal: said ?? "" });

    const detail = { bankAccountId: id };
    await note(
      tx,
      asked.node,
      verdict === "passed" ? "benefits.bank_account_approved" : "benefits.bank_account_refused",
      "merchant",
      asked.merchantId,
      detail,
    );
    await announce(tx, "benefits.bank_account_decided", { node: asked.node, merchantId: asked.merchantId });
    return store.listBankAccounts(tx.db, asked.merchantId);
  });
}

const isAsker = (actor: Actor, { askedBy }: store.BankAccountRow) =>
  actor.kind === "staff" && actor.accountId === askedBy;

/** Writes the answer; an account never counts for days before the answer, unless it is the merchant's first. */
export async function approveOrRefuse(
  tx: Tx,
  asked: store.BankAccountRow,
  { verdict, refusal, fromOn = asked.fromOn }: { verdict: "passed" | "refused"; refusal: string; fromOn?: string },
): Promise<void> {
  const today = dayOf(tx.clock.now());
  const isFirst = !(await store.listBankAccounts(tx.db, asked.merchantId)).some((one) => one.state === "approved");
  const passed = verdict === "passed";
  await store.decideBankAccount(tx.db, asked.id, {
    state: passed ? "approved" : "refused",
    fromOn: passed && !isFirst && fromOn < today ? today : fromOn,
    by: tx.actor.kind === "staff" ? tx.actor.accountId : null,
    byName: tx.actor.kind === "staff" ? tx.actor.name : "",
    refusal: passed ? null : refusal,
  });
}

/** A merchant's accounts as staff read them. Throws benefits.no_such_merchant. */
export async function listMerchantAccounts(ctx: Ctx, merchantId: string): Promise<store.BankAccountRow[]> {
  return transact(ctx, async (tx) => {
    const merchant = await findMerchant(tx.db, merchantId);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
    return store.listBankAccounts(tx.db, merchantId);
  });
}

/** The account of one day: the row stands for ever, so that a statement may name it. */
export interface AccountOfDay {
  id: string;
  bankName: string;
  holder: string;
  account: string;
  accountTail: string;
  fromOn: string;
}

/**
 * Where a merchant's money goes on a day of the place of business; undefined when nothing has been allowed for it yet. A later
 * change is another row from another day and never alters what this gave.
 */
export async function bankAccountAt(
  db: Db,
  secrets: Secrets,
  { merchantId, day }: { merchantId: string; day: string },
): Promise<AccountOfDay | undefined> {
  const found = await store.findBankAccountAt(db, merchantId, day);
  if (found === undefined) return undefined;
  const { id, bankName, holder, accountSealed, accountTail, fromOn } = found;
  return { id, bankName, holder, accountTail, fromOn, account: open(secrets, fieldOf(id), accountSealed) };
}

export const viewBankAccount = (row: store.BankAccountRow, actor: Actor) => ({
  id: row.id,
  bankName: row.bankName,
  holder: row.holder,
  accountMasked: `**** ${row.accountTail}`,
  fromOn: row.fromOn,
  reason: row.reason,
  state: row.state,
  withAgreement: row.agreementId !== null,
  askedBy: row.askedByName,
  decidedBy: row.decidedByName,
  refusal: row.refusal,
  can: {
    decide: row.state === "asked" && row.agreementId === null && mayApprove(actor, row) && !isAsker(actor, row),
  },
});
