import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { authorise, can, pathsHolding } from "#kernel/policy";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { alreadyMerchant, noSuchMerchant } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead, merchantPolicy } from "../benefits.policy.ts";
import { createMerchantOrganisation, getOrganisationNode } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { listTills } from "../tills/till.store.ts";
import { type AgreementState, leading, stateOn } from "./agreement.rules.ts";
import { insertProvisional, listAgreements } from "./agreement.store.ts";
import * as store from "./merchant.store.ts";
import { listCurrentSuspensions, type SuspensionRow } from "./suspension.store.ts";

export interface NewMerchant {
  /** The union that signs with the merchant. */
  parentId: string;
  name: string;
  tradeName: string;
  badge: boolean;
  agreementUntil: string | null;
}

/**
 * Makes a merchant that the union's staff know: its tills may begin at once, under an agreement without papers that the
 * console asks to complete.
 */
export async function addMerchant(ctx: Ctx, input: NewMerchant): Promise<store.MerchantRow> {
  return transact(ctx, async (tx) => {
    const merchant = await openMerchant(tx, input);
    const agreement = { id: uuidv7(), merchantId: merchant.organisationId, node: merchant.node };
    await insertProvisional(tx.db, { ...agreement, startsOn: dayOf(tx.clock.now()) });
    return merchant;
  });
}

/** Makes a merchant, an organisation of kind merchant under the union; without an agreement its tills take nothing yet. */
export async function openMerchant(tx: Tx, input: NewMerchant): Promise<store.MerchantRow> {
  const parent = await getOrganisationNode(tx.db, input.parentId);
  authorise(tx.actor, mayKeepMerchants, { node: parent });

  // Opening a merchant's organisation is part of this duty; the duty over the tree of unions is another.
  const organisation = await seeingAll(tx, () => createMerchantOrganisation(tx, input));
  const { tradeName, badge, agreementUntil } = input;
  const row = { organisationId: organisation.id, node: organisation.node, tradeName, badge, agreementUntil };
  const merchant: store.MerchantRow = { ...row, state: "active" };
  await unique(store.insertMerchant(tx.db, merchant), alreadyMerchant);
  await note(tx, merchant.node, "benefits.merchant_added", "merchant", merchant.organisationId);
  return merchant;
}

export async function changeMerchant(
  ctx: Ctx,
  id: string,
  change: { [F in "tradeName" | "badge" | "agreementUntil" | "state"]?: store.MerchantRow[F] | undefined },
): Promise<store.MerchantRow> {
  return transact(ctx, async (tx) => {
    const merchant = await getOwnMerchant(tx, id);
    const changed: store.MerchantRow = { ...merchant, ...givenOf(change) };
    const fields = differing(merchant, changed);
    if (fields.length === 0) return merchant;
    await store.updateMerchant(tx.db, changed);
    if (changed.state !== merchant.state) await refreshTills(tx, id);
    await note(tx, merchant.node, "benefits.merchant_changed", "merchant", id, { fields, state: changed.state });
    return changed;
  });
}

export interface MerchantView extends store.MerchantRow {
  stores: store.StoreRow[];
  agreement: AgreementSummary;
  suspensions: Map<string, SuspensionRow>;
}

/** What a list says of a merchant's agreements: the one that matters, and whether another is being written or checked. */
export interface AgreementSummary {
  state: AgreementState | "none";
  untilDay: string | null;
  contractNumber: string;
  provisional: boolean;
  pending: boolean;
}

/** Merchants whose stores the actor's campaigns may list, with their stores. */
export async function listMerchantViews(
  ctx: Ctx,
  page: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<MerchantView[]> {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "benefits.read");
    // Also merchants of unions above, whose rows the actor's own subtree does not show; the paths are the wall here.
    return seeingAll(tx, async () => {
      const merchants = await store.listMerchants(tx.db, { paths, ...page });
      const ids = merchants.map((merchant) => merchant.organisationId);
      const found = await store.listStores(tx.db, ids);
      const stores = Map.groupBy(found, (one) => one.merchantId);
      const agreements = await summariesOf(tx, ids);
      const suspensions = await suspensionsOf(tx, found);
      return merchants.map((merchant) => ({
        ...{ ...merchant, stores: stores.get(merchant.organisationId) ?? [], suspensions },
        agreement: agreements(merchant.organisationId),
      }));
    });
  });
}

/** One merchant of the actor's subtree with stores, clerks and tills. Throws benefits.no_such_merchant. */
export async function getMerchant(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const merchant = await store.findMerchant(tx.db, id);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
    const stores = await store.listStores(tx.db, [id]);
    // Also campaigns of unions whose rows the actor cannot read: of these only the published title is told.
    const campaigns = await seeingAll(tx, () =>
      store.listRunningCampaigns(
        tx.db,
        stores.map((one) => one.id),
        dayOf(tx.clock.now()),
      ),
    );
    return {
      ...merchant,
      stores,
      campaigns,
      agreement: (await summariesOf(tx, [id]))(id),
      suspensions: await suspensionsOf(tx, stores),
      clerks: await store.listClerks(tx.db, id),
      tills: await listTills(tx.db, id),
    };
  });
}

const suspensionsOf = (tx: Tx, stores: store.StoreRow[]) =>
  listCurrentSuspensions(
    tx.db,
    stores.map((one) => one.id),
  );

async function summariesOf(tx: Tx, merchantIds: string[]): Promise<(id: string) => AgreementSummary> {
  const today = dayOf(tx.clock.now());
  const all = Map.groupBy(await listAgreements(tx.db, merchantIds), (one) => one.merchantId);
  return (id) => {
    const own = all.get(id) ?? [];
    const first = leading(own, today);
    const pending = own.some((one) => ["draft", "submitted", "refused"].includes(one.state));
    if (first === undefined)
      return { ...{ state: "none", untilDay: null, contractNumber: "" }, provisional: false, pending };
    const { endsOn: untilDay, contractNumber, provisional } = first;
    return { state: stateOn(first, today), untilDay, contractNumber, provisional, pending };
  };
}

export const maskTail = (phoneTail: string) => `*******${phoneTail}`;

/** A merchant as staff read it; a list leaves clerks, tills and campaigns out. */
export function viewMerchant(merchant: Awaited<ReturnType<typeof getMerchant>>, actor: Actor) {
  const campaigns = Map.groupBy(merchant.campaigns, (campaign) => campaign.storeId);
  const tills = Map.groupBy(merchant.tills, (till) => till.storeId);
  return {
    id: merchant.organisationId,
    name: merchant.tradeName,
    badge: merchant.badge,
    agreementUntil: merchant.agreementUntil,
    state: merchant.state,
    agreement: merchant.agreement,
    can: can(actor, merchantPolicy, merchant),
    stores: merchant.stores.map((one) => ({
      ...viewStore(one, merchant.suspensions.get(one.id)),
      tills: (tills.get(one.id) ?? []).map((till) => ({
        id: till.id,
        name: till.deviceName,
        pairedAt: till.pairedAt.toISOString(),
      })),
      campaigns: (campaigns.get(one.id) ?? []).map(({ id, title, elsewhere }) => ({ id, title, elsewhere })),
    })),
    clerks: merchant.clerks.map(({ id, name, manager, pinHash, phoneTail }) => ({
      ...{ id, name, manager, pinSet: pinHash !== null, phoneMasked: maskTail(phoneTail) },
    })),
  };
}

export const viewStore = (
  { id, name, address, position, phone, state, closedAt }: store.StoreRow,
  held?: SuspensionRow,
) => ({
  ...{ id, name, address, position, phone, state, closedAt: closedAt?.toISOString() ?? null },
  suspension: held === undefined ? null : viewSuspension(held),
});

export const viewSuspension = ({ reason, fromAt, untilAt, madeByName }: SuspensionRow) => ({
  ...{ reason, from: fromAt.toISOString(), until: untilAt?.toISOString() ?? null, by: madeByName },
});

/** Who works at the merchant's tills, and whether these work at all, is read anew on every process. */
export async function refreshTills(tx: Tx, merchantId: string): Promise<void> {
  for (const till of await listTills(tx.db, merchantId)) await refreshPrincipal(tx, till.id);
}

/** A merchant that the actor may change. Throws benefits.no_such_merchant. */
export async function getOwnMerchant(tx: Tx, id: string): Promise<store.MerchantRow> {
  const merchant = await store.findMerchant(tx.db, id);
  if (merchant === undefined) throw noSuchMerchant();
  authorise(tx.actor, mayKeepMerchants, merchant);
  return merchant;
}

/** What was given of a change; what is undefined was not. */
export const givenOf = <Change extends object>(change: Change) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** Names of the fields in which two rows differ, for the audit: what they held may be personal. */
export const differing = <Row extends object>(before: Row, after: Row): string[] =>
  (Object.keys(after) as (keyof Row & string)[]).filter((field) => before[field] !== after[field]);

export const note = (
  tx: Tx,
  node: string,
  action: string,
  type: string,
  id: string,
  detail: Record<string, unknown> = {},
) => record(tx, { node, action, object: { type, id }, detail });

/** Translates a unique violation of the write into the refusal. */
export async function unique<T>(write: Promise<T>, taken: () => Error): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error)) throw taken();
    throw error;
  }
}
