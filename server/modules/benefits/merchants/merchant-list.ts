import {
  type AppliedLine,
  type ApplyLine,
  noteWritten,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  remembered,
  type SheetWork,
  type Values,
} from "#engines/sheets";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { blindIndex, seal } from "#kernel/secrets/secrets";
import { mayKeepMerchants } from "../benefits.policy.ts";
import { readPhone } from "../read-phone.ts";
import { readAccount } from "./agreement.rules.ts";
import { addStores, insertApplication, listCodesAsked, removeUndecided } from "./application.store.ts";
import { codeOf, type EarlierMerchants, merchantSchema, proposeMerchants } from "./merchant-list.rules.ts";
import { note } from "./merchants.service.ts";

registerSheet({
  schema: merchantSchema,
  permission: "benefits.merchants",
  onBehalf: true,
  propose: async (work, lines) => {
    const codes = lines.map(({ values }) => codeOf(values));
    const asked = await listCodesAsked(work.tx.db, work.place.nodeId, codes);
    return proposeMerchants(
      lines,
      asked,
      remembered(work, "merchants.first", (): EarlierMerchants => new Map()),
    );
  },
  apply,
  revert,
  describe: async () => new Map(), // no row is left to be decided
  written: noteWritten(merchantSchema.kind),
});

/** Each merchant of the list waits to be taken in, like one who applied by phone; rows of one credit code are its stores. */
async function apply(work: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]> {
  const applied: AppliedLine[] = [];
  // A merchant whose rows go over a thousand has been asked for with the first of them.
  const asked = remembered(work, "merchants.asked", () => new Map<string, string>());
  for (const [code, rows] of Map.groupBy(lines, ({ values }) => codeOf(values))) {
    const known = asked.get(code);
    const stores = rows.map(({ values }) => values);
    if (known !== undefined) await addStores(work.tx.db, known, stores.map(storeOf));
    const targetId = known ?? (await askFor(work, stores));
    asked.set(code, targetId);
    applied.push(...rows.map(({ row }) => ({ row, targetId })));
  }
  return applied;
}

async function askFor({ tx, secrets, place }: SheetWork, rows: readonly Values[]): Promise<string> {
  const [head] = rows;
  if (head === undefined) throw new Error("a merchant of no rows");
  authorise(tx.actor, mayKeepMerchants, place);
  const id = uuidv7();
  const said = (key: string) => String(head[key] ?? "");
  const phone = readPhone(said("phone"));
  await insertApplication(tx.db, {
    ...{ id, organisationId: place.nodeId, node: place.node, creditCode: codeOf(head), creditCodeReason: null },
    ...{ legalName: said("legalName"), tradeName: said("tradeName"), contactName: said("contactName") },
    ...{ trade: said("trade"), stores: rows.map(storeOf), licenceFileId: null, phoneTail: phone.slice(-4) },
    phoneSealed: seal(secrets, `merchant_application.phone.${id}`, phone),
    phoneIndex: blindIndex(secrets, "merchant_application.phone", phone),
    listed: { importId: place.importId, ...bankOf(secrets, id, rows) },
  });
  await note(tx, place.node, "benefits.application_listed", "merchant_application", id, { importId: place.importId });
  await announce(tx, "benefits.application_made", { node: place.node, applicationId: id });
  return id;
}

const storeOf = ({ storeName, storeAddress, storePhone }: Values) => ({
  ...{ name: String(storeName), address: String(storeAddress), position: "", phone: String(storePhone ?? "") },
});

/** Under which name an application's account is sealed. */
export const bankPlace = (id: string): string => `merchant_application.bank.${id}`;

/** The account of the first row that names one. */
function bankOf(secrets: SheetWork["secrets"], id: string, rows: readonly Values[]) {
  const row = rows.find(({ bankAccount }) => typeof bankAccount === "string");
  const account = row === undefined ? undefined : readAccount(String(row.bankAccount));
  if (row === undefined || account === undefined) return { bankName: null, bankHolder: null, bankSealed: null };
  const bankSealed = seal(secrets, bankPlace(id), account);
  return { bankName: String(row.bankName), bankHolder: String(row.bankHolder), bankSealed };
}

/** What nobody has decided goes; merchants that were taken in or turned down stay. */
async function revert(work: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const { tx, place } = work;
  const allGone = remembered(work, "merchants.gone", () => new Set<string>());
  authorise(tx.actor, mayKeepMerchants, place);
  const ids = [...new Set(lines.map(({ targetId }) => targetId))];
  const gone = await removeUndecided(tx.db, place.importId, ids);
  for (const id of gone) {
    await note(tx, place.node, "benefits.application_removed", "merchant_application", id);
    allGone.add(id);
  }
  return lines.map(({ row, targetId }) => ({ row, kept: allGone.has(targetId) ? [] : ["*"] }));
}
