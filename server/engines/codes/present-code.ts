import type { Ctx, Tx } from "#kernel/context";
import {
  codeRenewal,
  freshNonce,
  fromHex,
  idLengths,
  judgeCode,
  makeServerCode,
  type OpenedCode,
  offlineMark,
  openCode,
  type Purpose,
  type Refusal,
} from "#wire/member-code/index";
import { alreadyUsed, problemOf } from "./codes.errors.ts";
import type { CodeKeys } from "./codes.keys.ts";
import { hashOfUse, lateLife } from "./codes.rules.ts";
import { databaseNow, findHolder, handlesOf, insertUse, lockHolder } from "./codes.store.ts";
import { ownTransaction } from "./own-transaction.ts";

/** Something genuine that a member has shown: who, for what, and `use`, which can decide once. */
export interface Presented {
  by: "code" | "number";
  personId: string;
  purpose: Purpose;
  subject: string | null;
  use: string;
  /** When the phone made the code, by server time; null for a typed number. */
  madeAt: Date | null;
}

/** What a code may be for. `at` is the moment of acceptance when a till without network took it; left out, now. */
export interface Reading {
  purposes: readonly Purpose[];
  subject?: string;
  at?: Date;
}

export type Judged = { ok: true; presented: Presented } | { ok: false; reason: Refusal; presented?: Presented };

/**
 * Reads a scanned code before the transaction that it decides. Time is the database's.
 * Throws codes.malformed, forged, wrong_purpose, clock_wrong, expired, certificate_expired or revoked.
 */
export async function readCode(ctx: Ctx, keys: CodeKeys, scanned: string, reading: Reading): Promise<Presented> {
  const { judged, age } = await judge(ctx, keys, scanned, reading);
  if (judged.ok) return judged.presented;
  throw problemOf(judged.reason, { age, purpose: judged.presented?.purpose ?? "" });
}

/** As `readCode`, but gives the refusal as an outcome: what was accepted without network is recorded either way. */
export async function judgePresented(ctx: Ctx, keys: CodeKeys, scanned: string, reading: Reading): Promise<Judged> {
  return (await judge(ctx, keys, scanned, reading)).judged;
}

/**
 * Spends what was shown, in the transaction of what it decides: one of any number of simultaneous decisions goes through.
 * Throws codes.already_used.
 */
export async function spendCode(tx: Tx, presented: Presented): Promise<void> {
  if (!(await trySpendCode(tx, presented))) throw alreadyUsed();
}

/** As `spendCode`, but answers false for what was spent before, so that a double from two tills can be recorded. */
export async function trySpendCode(tx: Tx, presented: Presented): Promise<boolean> {
  return insertUse(tx.db, hashOfUse(presented.use));
}

/** A code made by the server, for the signed-in member whose browser cannot sign. Times in ms of server time. */
export async function makeCodeFor(
  tx: Tx,
  keys: CodeKeys,
  about: { personId: string; purpose: Purpose; subject: string | null },
): Promise<{ code: string; madeAt: number; renewAt: number }> {
  const fresh = crypto.getRandomValues(new Uint8Array(idLengths.handle));
  const handle = new Uint8Array(await lockHolder(tx.db, about.personId, fresh));
  const madeAt = (await databaseNow(tx.db)).getTime();
  const statement = { purpose: about.purpose, subject: about.subject, madeAt, nonce: freshNonce() };
  const code = await makeServerCode({ keyId: keys.keyId, handle }, statement, keys.sign);
  return { code, madeAt, renewAt: madeAt + codeRenewal };
}

/**
 * The marks by which a till knows, without network, that these claims exist and whose they are (`offlineMark` on the wire
 * makes the same from a scanned code). In the order of the pairs.
 */
export async function offlineMarks(
  ctx: Ctx,
  pairs: readonly { subject: string; personId: string }[],
): Promise<string[]> {
  const people = [...new Set(pairs.map((pair) => pair.personId))];
  const handles = await ownTransaction(ctx, (tx) => handlesOf(tx.db, people));
  return Promise.all(pairs.map(({ subject, personId }) => offlineMark(subject, handles.get(personId) ?? "")));
}

async function judge(
  ctx: Ctx,
  keys: CodeKeys,
  scanned: string,
  reading: Reading,
): Promise<{ judged: Judged; age: number }> {
  const opened = await openCode(scanned, { keys: keys.published });
  if ("reason" in opened) return { judged: { ok: false, reason: opened.reason }, age: 0 };
  const { now, holder } = await lookUp(ctx, opened, reading.at ?? null);
  const at = (reading.at ?? now).getTime();
  const age = at - opened.code.madeAt;
  // Older than what is remembered of uses: nobody could say any more whether it has decided.
  if (now.getTime() - at > lateLife) return { judged: { ok: false, reason: "expired" }, age: now.getTime() - at };
  // A phone that the database does not know (it was restored from before) must register again, like a revoked one.
  if (!holder) return { judged: { ok: false, reason: "revoked" }, age };

  const { code } = opened;
  const revoked = new Set(holder.revoked && code.device !== null ? [code.device] : []);
  const verdict = judgeCode(opened, { now: at, purposes: reading.purposes, subject: reading.subject, revoked });
  const { purpose, subject, useKey, madeAt } = code;
  const presented: Presented = {
    ...{ by: "code", personId: holder.personId, purpose, subject },
    ...{ use: `code ${useKey}`, madeAt: new Date(madeAt) },
  };
  return { judged: verdict.ok ? { ok: true, presented } : { ok: false, reason: verdict.reason, presented }, age };
}

function lookUp(ctx: Ctx, { code }: OpenedCode, at: Date | null) {
  return ownTransaction(ctx, async (tx) => {
    const device = code.device === null ? null : (fromHex(code.device) ?? null);
    const holder = await findHolder(tx.db, fromHex(code.handle) ?? new Uint8Array(0), { device, at });
    return { holder, now: await databaseNow(tx.db) };
  });
}
