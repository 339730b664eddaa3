import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { open, type Secrets } from "#kernel/secrets/secrets";
import { countLook, type RevealPurpose } from "#modules/membership";
import { noSuchApplication, wrongState } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { doubtOf } from "./agreement.rules.ts";
import * as store from "./application.store.ts";
import { factsOf } from "./apply.service.ts";
import { keepBankAccount } from "./bank-account.service.ts";
import { bankPlace } from "./merchant-list.ts";
import { addStore } from "./merchant-stores.service.ts";
import { maskTail, note, openMerchant } from "./merchants.service.ts";

/** Applications to the actor's unions. */
export async function listApplicationViews(ctx: Ctx, query: Omit<store.ApplicationFilter, "paths">) {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "benefits.read");
    const rows = await store.listApplications(tx.db, { ...query, paths, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const next = rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: shown.map((row) => viewApplication(row, tx.actor)), next };
  });
}

/** One application. Throws benefits.no_such_application. */
export async function getApplication(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await store.findApplication(tx.db, id);
    if (row === undefined || !mayRead(tx.actor, row)) throw noSuchApplication();
    return viewApplication(row, tx.actor);
  });
}

/**
 * Takes the company in: merchant and stores are opened, without an agreement, so that its tills take nothing until one is
 * signed. An account that came with it waits for a second person, like every other. Throws benefits.no_such_application, benefits.wrong_state.
 */
export async function acceptApplication(ctx: Ctx, secrets: Secrets, id: string) {
  return transact(ctx, async (tx) => {
    const row = await getOpen(tx, id);

    const { legalName: name, tradeName } = row;
    const parent = { parentId: row.organisationId, name, tradeName, badge: false, agreementUntil: null };
    const merchant = await openMerchant(tx, parent);
    const { organisationId: merchantId } = merchant;
    for (const one of factsOf(row).stores) await addStore(tx, { ...one, merchantId });
    await keepListedAccount(tx, secrets, { row, merchant });
    await decide(tx, row, { state: "accepted", reason: null, merchantId });
    return viewAgain(tx, id);
  });
}

async function keepListedAccount(
  tx: Tx,
  secrets: Secrets,
  { row, merchant }: { row: store.ApplicationRow; merchant: { organisationId: string; node: string } },
): Promise<void> {
  const { bankName, bankHolder: holder, bankSealed } = row;
  if (bankName === null || holder === null || bankSealed === null) return;
  const account = open(secrets, bankPlace(row.id), bankSealed);
  const about = { bankName, holder, account, agreementId: null, reason: row.legalName };
  await keepBankAccount(tx, secrets, { ...about, merchant, fromOn: dayOf(tx.clock.now()) });
}

/** Turns the company down, with the reason that it reads. Throws benefits.no_such_application, benefits.wrong_state. */
export async function refuseApplication(ctx: Ctx, { id, reason }: { id: string; reason: string }) {
  return transact(ctx, async (tx) => {
    const row = await getOpen(tx, id);

    await decide(tx, row, { state: "refused", reason, merchantId: null });
    return viewAgain(tx, id);
  });
}

/**
 * The applicant's whole phone number, for a purpose; counted with the other whole numbers that this account looks at, and written down.
 * Throws benefits.no_such_application, access.forbidden, 429 person.too_many_looks.
 */
export async function revealApplicantPhone(
  ctx: Ctx,
  secrets: Secrets,
  { id, purpose }: { id: string; purpose: RevealPurpose },
): Promise<{ value: string }> {
  return transact(ctx, async (tx) => {
    const row = await store.findApplication(tx.db, id);
    if (row === undefined || !mayRead(tx.actor, row)) throw noSuchApplication();
    authorise(tx.actor, mayKeepMerchants, row);
    const value = (await phoneOf(tx, secrets, id)).replace(/^\+86/, "");
    const detail = { purpose, looks: await countLook(tx) };
    await note(tx, row.node, "benefits.applicant_phone_shown", "merchant_application", id, detail);
    return { value };
  });
}

async function getOpen(tx: Tx, id: string): Promise<store.ApplicationRow> {
  const row = await store.lockApplication(tx.db, id);
  if (row === undefined || !mayRead(tx.actor, row)) throw noSuchApplication();
  authorise(tx.actor, mayKeepMerchants, row);
  if (row.state !== "submitted") throw wrongState(row.state, "decide");
  return row;
}

async function decide(
  tx: Tx,
  { id, node }: store.ApplicationRow,
  decided: { state: "accepted" | "refused"; reason: string | null; merchantId: string | null },
): Promise<void> {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  await store.markDecided(tx.db, id, { ...decided, by: tx.actor.accountId, byName: tx.actor.name });
  const { state, reason } = decided;
  await note(
    tx,
    node,
    state === "accepted" ? "benefits.application_accepted" : "benefits.application_refused",
    "merchant_application",
    id,
    reason === null ? {} : { reason },
  );
  await announce(tx, "benefits.application_decided", { node, applicationId: id });
}

async function phoneOf(tx: Tx, secrets: Secrets, id: string): Promise<string> {
  const sealed = await store.findApplicantPhone(tx.db, id);
  if (sealed === undefined) throw noSuchApplication();
  return open(secrets, `merchant_application.phone.${id}`, sealed);
}

async function viewAgain(tx: Tx, id: string) {
  const row = await store.findApplication(tx.db, id);
  if (row === undefined) throw noSuchApplication();
  return viewApplication(row, tx.actor);
}

const viewApplication = (row: store.ApplicationRow, actor: Actor) => ({
  ...factsOf(row),
  creditCodeDoubt: doubtOf(row.creditCode),
  creditCodeReason: row.creditCodeReason ?? "",
  sameCode: row.sameCode,
  contactName: row.contactName,
  phoneMasked: maskTail(row.phoneTail),
  licenceFileId: row.licenceFileId,
  licenceIsPicture: row.licenceMediaType?.startsWith("image/") === true,
  decidedBy: row.decidedByName,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  merchantId: row.merchantId,
  can: { decide: row.state === "submitted" && mayKeepMerchants(actor, row), call: mayKeepMerchants(actor, row) },
});
