import { randomBytes } from "node:crypto";
import { record } from "../audit/audit.ts";
import { asSystem, type Ctx, type Tx, transact } from "../context.ts";
import { uuidv7 } from "../ids.ts";
import { conflict, type Problem, unauthenticated } from "../problem.ts";
import { blindIndex, open, seal } from "../secrets/field-encryption.ts";
import { registerSealedColumn } from "../secrets/sealed-columns.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { addressIndexOf } from "./address.ts";
import {
  assertBelowLimit,
  clearLimit,
  countEvent,
  passwordsPerAddress,
  passwordsPerLogin,
  passwordsPerLoginAndAddress,
  recoveriesPerAccount,
  secondFactorsPerAccount,
  takeLimit,
} from "./limits.ts";
import { verifyPassword } from "./password.ts";
import {
  hashRecoveryCode,
  judgeTotp,
  makeRecoveryCodes,
  makeTotpSecret,
  totpUri,
  unusedTotpCode,
} from "./second-factor.ts";
import { hashToken, startSession } from "./sessions.ts";
import * as store from "./staff-sign-in.store.ts";

export interface StaffPower {
  secrets: Secrets;
  /** Shows the second factor's code to whoever knows the password. */
  demo: boolean;
}

export interface Ticket {
  ticket: string;
  next: "totp" | "enrol";
  enrol?: { secret: string; uri: string };
  demoCode?: string;
}

export interface SignedIn {
  token: string;
  accountId: string;
  recoveryCodes?: string[];
  recoveryCodesLeft?: number;
}

export const totpPlace = (accountId: string) => `staff_account.totp_secret.${accountId}`;
const ticketPlace = (ticketId: string) => `staff_ticket.totp_secret.${ticketId}`;

registerSealedColumn({ table: "kernel.staff_account", column: "totp_secret", place: totpPlace });
registerSealedColumn({ table: "kernel.staff_ticket", column: "totp_secret", place: ticketPlace });

/** What is typed as a login may be anything, a phone number too: it is counted without being kept. */
function passwordKeys(secrets: Secrets, given: { login: string; address: string }) {
  const address = addressIndexOf(secrets, given.address).toString("hex");
  const login = blindIndex(secrets, "staff.login", given.login).toString("hex");
  return {
    address: `password-address:${address}`,
    here: `password:${login}|${address}`,
    anywhere: `password:${login}`,
  };
}
const secondKey = (accountId: string) => `second:${accountId}`;
const recoveryKey = (accountId: string) => `recovery:${accountId}`;

/**
 * First step: login and password. Gives a ticket of five minutes for the second step, never a session.
 * Throws 401 sign_in.wrong_password (the same for an unknown, a disabled account and a wrong password), 429 sign_in.too_many_tries.
 */
export async function beginStaffSignIn(
  ctx: Ctx,
  power: StaffPower,
  given: { login: string; password: string; address: string },
): Promise<Ticket> {
  const system = asSystem(ctx, "sign-in");
  const keys = passwordKeys(power.secrets, given);
  const account = await transact(system, async (tx) => {
    await assertBelowLimit(tx.db, keys.address, passwordsPerAddress, "sign_in.too_many_tries");
    await takeLimit(tx.db, keys.here, passwordsPerLoginAndAddress, "sign_in.too_many_tries");
    await takeLimit(tx.db, keys.anywhere, passwordsPerLogin, "sign_in.too_many_tries");
    return store.findAccountByLogin(tx.db, given.login);
  });
  const right = await verifyPassword(power.secrets, given.password, account?.passwordHash);

  if (account === undefined || !right || account.disabledAt !== null) {
    // An unknown login is written down like a known one, so that both take the same time; only the whole platform's auditors see it.
    const subject = account ?? { id: "unknown", node: "" };
    await transact(system, async (tx) => {
      await countEvent(tx.db, keys.address);
      await recordAccount(tx, subject, "staff.password_refused");
    });
    throw unauthenticated("sign_in.wrong_password");
  }
  return transact(system, async (tx) => {
    await clearLimit(tx.db, keys.here);
    await clearLimit(tx.db, keys.anywhere);
    // Locked and looked at again: who has reset or closed the account since has taken all tickets but this one.
    const now = await store.lockAccount(tx.db, account.id);
    if (now?.passwordHash !== account.passwordHash || now.disabledAt !== null)
      throw unauthenticated("sign_in.wrong_password");
    return makeTicket(tx, power, now);
  });
}

/** The second step for an account whose first is done. */
export async function makeTicket(tx: Tx, power: StaffPower, account: store.StaffAccountRow): Promise<Ticket> {
  const ticket = randomBytes(32).toString("base64url");
  const id = uuidv7();
  const enrolling = account.totpSecret === null;
  const secret =
    account.totpSecret === null ? makeTotpSecret() : open(power.secrets, totpPlace(account.id), account.totpSecret);
  await store.insertTicket(tx.db, {
    id,
    ticketHash: hashToken(ticket),
    accountId: account.id,
    totpSecret: enrolling ? seal(power.secrets, ticketPlace(id), secret) : null,
  });
  return {
    ticket,
    next: enrolling ? "enrol" : "totp",
    ...(enrolling ? { enrol: { secret, uri: totpUri(secret, account.login) } } : {}),
    ...(power.demo ? { demoCode: unusedTotpCode(secret, tx.clock.now(), enrolling ? 0 : account.totpStep) } : {}),
  };
}

/**
 * Second step: the authenticator's code. On enrolment it also proves that the authenticator has the secret, and gives the recovery codes.
 * Throws 409 sign_in.wrong_code {triesLeft}, sign_in.code_used {seconds} until the authenticator shows the next one,
 * sign_in.ticket_expired, 429 sign_in.too_many_tries.
 */
export async function finishStaffSignIn(
  ctx: Ctx,
  power: StaffPower,
  given: { ticket: string; code: string },
): Promise<SignedIn> {
  return secondStep(ctx, given.ticket, async (tx, ticket, account) => {
    await takeLimit(tx.db, secondKey(account.id), secondFactorsPerAccount, "sign_in.too_many_tries");
    const secret =
      ticket.totpSecret === null
        ? open(power.secrets, totpPlace(account.id), account.totpSecret ?? Buffer.alloc(0))
        : open(power.secrets, ticketPlace(ticket.id), ticket.totpSecret);
    const lastStep = ticket.totpSecret === null ? account.totpStep : 0;
    const verdict = judgeTotp(secret, given.code, tx.clock.now(), lastStep);
    if (verdict.is === "wrong") return wrongTry(tx, ticket, account, "staff.second_factor_refused");
    if (verdict.is === "used") {
      await recordAccount(tx, account, "staff.second_factor_reused");
      return conflict("sign_in.code_used", { seconds: verdict.nextInSeconds });
    }
    const { step } = verdict;

    await clearLimit(tx.db, secondKey(account.id));
    if (ticket.totpSecret === null) {
      await store.updateTotpStep(tx.db, account.id, step);
      return openSession(tx, account, {});
    }
    const recoveryCodes = makeRecoveryCodes();
    await store.updateTotp(tx.db, account.id, { secret: seal(power.secrets, totpPlace(account.id), secret), step });
    await store.removeRecoveryCodes(tx.db, account.id);
    await store.insertRecoveryCodes(
      tx.db,
      account.id,
      recoveryCodes.map((code) => hashRecoveryCode(account.id, code)),
    );
    await recordAccount(tx, account, "staff.second_factor_enrolled");
    return openSession(tx, account, { recoveryCodes });
  });
}

/** Second step without the authenticator: one recovery code, used up. Errors as `finishStaffSignIn`. */
export async function recoverStaffSignIn(ctx: Ctx, given: { ticket: string; recoveryCode: string }): Promise<SignedIn> {
  return secondStep(ctx, given.ticket, async (tx, ticket, account) => {
    await takeLimit(tx.db, recoveryKey(account.id), recoveriesPerAccount, "sign_in.too_many_tries");
    const left =
      account.totpSecret === null
        ? undefined
        : await store.takeRecoveryCode(tx.db, account.id, hashRecoveryCode(account.id, given.recoveryCode));
    if (left === undefined) return wrongTry(tx, ticket, account, "staff.recovery_refused");

    await recordAccount(tx, account, "staff.recovery_code_used", { left });
    return openSession(tx, account, { recoveryCodesLeft: left });
  });
}

type Outcome = SignedIn | Problem;
type Step = (tx: Tx, ticket: store.TicketRow, account: store.StaffAccountRow) => Promise<Outcome>;

/** A wrong try is an outcome, committed and counted; it is thrown only afterwards. */
async function secondStep(ctx: Ctx, ticketText: string, step: Step): Promise<SignedIn> {
  const outcome = await transact(asSystem(ctx, "sign-in"), async (tx): Promise<Outcome> => {
    const ticket = await store.lockTicket(tx.db, hashToken(ticketText));
    if (ticket === undefined) return conflict("sign_in.ticket_expired");
    if (ticket.triesLeft === 0) return conflict("sign_in.too_many_tries");
    const account = await store.lockAccount(tx.db, ticket.accountId);
    // A ticket of an account enrolled or reset meanwhile is for a factor that is no longer the one.
    const outdated = account === undefined || account.disabledAt !== null;
    if (outdated || (ticket.totpSecret === null) !== (account.totpSecret !== null))
      return conflict("sign_in.ticket_expired");
    return step(tx, ticket, account);
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

async function wrongTry(
  tx: Tx,
  ticket: store.TicketRow,
  account: store.StaffAccountRow,
  action: string,
): Promise<Problem> {
  await store.countTicketTry(tx.db, ticket.id);
  await recordAccount(tx, account, action);
  return conflict("sign_in.wrong_code", { triesLeft: ticket.triesLeft - 1 });
}

/** Both steps are done. */
export async function openSession(
  tx: Tx,
  account: store.StaffAccountRow,
  extra: Pick<SignedIn, "recoveryCodes" | "recoveryCodesLeft">,
): Promise<SignedIn> {
  await store.removeTicketsOf(tx.db, account.id);
  await store.noteSignIn(tx.db, account.id);
  const { token, sessionId } = await startSession(tx, { entrance: "staff", principalId: account.id });
  await recordAccount(tx, account, "staff.signed_in", { sessionId });
  return { token, accountId: account.id, ...extra };
}

function recordAccount(tx: Tx, account: { id: string; node: string }, action: string, detail = {}): Promise<void> {
  return record(tx, { node: account.node, action, object: { type: "staff_account", id: account.id }, detail });
}
