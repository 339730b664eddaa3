import { type Ctx, type Tx, transact } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile } from "#kernel/files/files";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { normaliseCreditCode } from "#wire/credit-code";
import { noSuchAgreement, noSuchMerchant, wrongDays, wrongState } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import {
  type AgreementRow,
  type AgreementText,
  findAgreement,
  insertAgreement,
  listAgreements,
  lockAgreement,
  updateAgreement,
} from "./agreement.store.ts";
import { type BankDetails, keepBankAccount } from "./bank-account.service.ts";
import { removeAskedOf } from "./bank-account.store.ts";
import { findMerchant } from "./merchant.store.ts";
import { differing, getOwnMerchant, note } from "./merchants.service.ts";

const scan = definePurpose({
  name: "benefits.agreement_scan",
  ...{ upload: "benefits.merchants", read: "benefits.read", open: false },
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 10 * 1024 * 1024, maxSide: 6000 },
});

/** What is written into an agreement. Without `bank` the account stays as it was. */
export interface AgreementInput extends AgreementText {
  bank?: BankDetails | undefined;
}

/** Begins an agreement with a merchant. Throws benefits.no_such_merchant, benefits.wrong_days. */
export async function draftAgreement(
  ctx: Ctx,
  secrets: Secrets,
  { merchantId, ...input }: AgreementInput & { merchantId: string },
): Promise<AgreementRow> {
  return transact(ctx, async (tx) => {
    const merchant = await getOwnMerchant(tx, merchantId);
    const text = readText(input);

    const staff = tx.actor.kind === "staff" ? tx.actor : undefined;
    const by = { createdBy: staff?.accountId ?? null, createdByName: staff?.name ?? null };
    const row = { ...text, ...by, id: uuidv7(), merchantId, node: merchant.node };
    await insertAgreement(tx.db, row);
    await exchangeScan(tx, row, null);
    await keepBank(tx, secrets, row, input.bank);

    await note(tx, merchant.node, "benefits.agreement_drafted", "agreement", row.id);
    return getAgreementRow(tx, row.id);
  });
}

/** Changes an agreement that nobody has allowed yet. Throws benefits.no_such_agreement, benefits.wrong_state. */
export async function changeAgreement(
  ctx: Ctx,
  secrets: Secrets,
  { id, ...input }: AgreementInput & { id: string },
): Promise<AgreementRow> {
  return transact(ctx, async (tx) => {
    const before = await lockAgreement(tx.db, id);
    if (before === undefined || !mayRead(tx.actor, before)) throw noSuchAgreement();

    authorise(tx.actor, mayKeepMerchants, before);
    if (before.state !== "draft" && before.state !== "refused") throw wrongState(before.state, "edit");
    const text = readText(input);

    const fields = [...differing(pickText(before), text), ...(input.bank === undefined ? [] : ["bank"])];
    if (fields.length === 0) return before;
    const editor = tx.actor.kind === "staff" ? [tx.actor.accountId] : [];
    const row = { ...before, ...text, editedBy: [...new Set([...before.editedBy, ...editor])] };
    await exchangeScan(tx, row, before.scanFileId);
    await updateAgreement(tx.db, row);
    await keepBank(tx, secrets, row, input.bank);

    await note(tx, before.node, "benefits.agreement_changed", "agreement", id, { fields });
    return getAgreementRow(tx, id);
  });
}

/** Agreements of a merchant, the latest first. Throws benefits.no_such_merchant. */
export async function listMerchantAgreements(ctx: Ctx, merchantId: string): Promise<AgreementRow[]> {
  return transact(ctx, async (tx) => {
    const merchant = await findMerchant(tx.db, merchantId);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
    return listAgreements(tx.db, [merchantId]);
  });
}

export async function getAgreementRow(tx: Tx, id: string): Promise<AgreementRow> {
  const row = await findAgreement(tx.db, id);
  if (row === undefined) throw noSuchAgreement();
  return row;
}

function readText({ bank: _, ...text }: AgreementInput): AgreementText {
  if (text.endsOn !== null && text.endsOn < text.startsOn) throw wrongDays();
  return { ...text, creditCode: normaliseCreditCode(text.creditCode) };
}

const pickText = (row: AgreementRow): AgreementText => ({
  contractNumber: row.contractNumber,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  legalName: row.legalName,
  creditCode: row.creditCode,
  creditCodeReason: row.creditCodeReason,
  invoiceKind: row.invoiceKind,
  invoiceTitle: row.invoiceTitle,
  invoiceDetails: row.invoiceDetails,
  scanFileId: row.scanFileId,
});

type Placed = Pick<AgreementRow, "id" | "node" | "merchantId" | "startsOn" | "scanFileId">;

const exchangeScan = (tx: Tx, row: Placed, before: string | null) =>
  exchangeFile(tx, {
    ...{ purpose: scan.name, node: row.node, owner: `agreement:${row.id}` },
    ...{ before, after: row.scanFileId, published: false },
  });

async function keepBank(tx: Tx, secrets: Secrets, row: Placed, bank: BankDetails | undefined): Promise<void> {
  if (bank === undefined) return;
  await removeAskedOf(tx.db, row.id);
  const merchant = { organisationId: row.merchantId, node: row.node };
  await keepBankAccount(tx, secrets, { ...bank, merchant, agreementId: row.id, fromOn: row.startsOn, reason: "" });
}
