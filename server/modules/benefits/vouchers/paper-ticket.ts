import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Presented } from "#engines/codes";
import { type Ctx, serverSight, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { paperPrefix } from "#wire/paper-code";
import { noSuchPaper, paperUsed, paperVoided } from "../benefits.errors.ts";

interface PaperRow {
  id: string;
  claimId: string;
  personId: string;
  voidedAt: Date | null;
  usedAt: Date | null;
}

const hashOf = (code: string) => createHash("sha256").update(`gonghui paper 1\n${code}`).digest();

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Twenty random bytes, five bits a letter. */
function freshCode(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.match(/.{5}/g)?.map((five) => alphabet[Number.parseInt(five, 2)]) ?? [];
  return paperPrefix + letters.join("");
}

export interface Printed {
  claimId: string;
  personId: string;
  /** What the QR holds; it can never be read again. */
  code: string;
}

/** Makes one code per claim and voids the ones printed before. The caller has authorised it and knows that the claims are good. */
export async function printPaper(
  db: Db,
  claims: readonly { claimId: string; personId: string; node: string }[],
  printedBy: string,
): Promise<Printed[]> {
  const ids = claims.map(({ claimId }) => claimId);
  await sql`update benefits.paper_ticket set voided_at = clock_timestamp()
    where claim_id = any(${ids}::uuid[]) and voided_at is null and used_at is null`.execute(db);
  const made = claims.map((claim) => ({ ...claim, code: freshCode() }));
  for (const { claimId, personId, node, code } of made)
    await sql`insert into benefits.paper_ticket (id, claim_id, person_id, node, code_hash, printed_by)
      values (${uuidv7()}, ${claimId}, ${personId}, ${node}::ltree, ${hashOf(code)}, ${printedBy})`.execute(db);
  return made.map(({ claimId, personId, code }) => ({ claimId, personId, code }));
}

/** What a printed code stands for. Throws benefits.no_such_paper, benefits.paper_voided, benefits.paper_used. */
export async function readPaper(ctx: Ctx, scanned: string): Promise<Presented> {
  // A till sees no rows of the union; who holds the paper may have this one voucher looked at.
  const paper = await transact(serverSight(ctx), (tx) => findPaper(tx.db, hashOf(scanned.trim())));
  if (paper === undefined) throw noSuchPaper();
  if (paper.voidedAt !== null) throw paperVoided();
  if (paper.usedAt !== null) throw paperUsed();
  const { id, claimId, personId } = paper;
  return { by: "code", personId, purpose: "redeem", subject: claimId, use: spentAs(id), madeAt: null };
}

async function findPaper(db: Db, hash: Buffer): Promise<PaperRow | undefined> {
  const { rows } = await sql<PaperRow>`select id, claim_id, person_id, voided_at, used_at from benefits.paper_ticket
    where code_hash = ${hash}`.execute(db);
  return rows[0];
}

const prefix = "paper ";
const spentAs = (id: string) => prefix + id;

/** Ends a printed code with the redemption that it decided, for ever. Throws benefits.paper_voided for one that was replaced meanwhile. */
export async function endPaper(db: Db, use: string): Promise<void> {
  if (!use.startsWith(prefix)) return;
  const { numAffectedRows } = await sql`update benefits.paper_ticket set used_at = clock_timestamp()
    where id = ${use.slice(prefix.length)}::uuid and voided_at is null and used_at is null`.execute(db);
  if (numAffectedRows !== 1n) throw paperVoided();
}

/** Of these claims, those with a printed code that is still good. */
export async function claimsOnPaper(db: Db, claimIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ claimId: string }>`select claim_id from benefits.paper_ticket
    where claim_id = any(${[...claimIds]}::uuid[]) and voided_at is null and used_at is null`.execute(db);
  return new Set(rows.map(({ claimId }) => claimId));
}
