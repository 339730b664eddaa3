import { sql } from "kysely";
import { makeMembers, makeNode, openStage, type Stage } from "../bench/stage.ts";
import { type CodeKeys, codeKeys, makeCodeFor } from "../server/engines/codes/index.ts";
import { openSource } from "../server/engines/funds/index.ts";
import { confirmHold, createCap, holdUnit } from "../server/engines/stock/index.ts";
import type { StaffActor } from "../server/kernel/actor.ts";
import { dayOf } from "../server/kernel/business-day.ts";
import { type Ctx, type Tx, transact } from "../server/kernel/context.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import type { Secrets } from "../server/kernel/secrets/secrets.ts";
import { hashPassword } from "../server/kernel/sign-in/password.ts";
import { findCampaign } from "../server/modules/benefits/campaigns/campaign.store.ts";
import { listKinds } from "../server/modules/benefits/campaigns/kind.store.ts";
import { publishRound } from "../server/modules/benefits/campaigns/publish-round.ts";
import { addClerk, addMerchant, addStore } from "../server/modules/benefits/index.ts";
import { keepBankAccount } from "../server/modules/benefits/merchants/bank-account.service.ts";
import { decideBankAccount } from "../server/modules/benefits/merchants/bank-account.store.ts";
import { insertTill } from "../server/modules/benefits/tills/till.store.ts";
import type { TillCtx } from "../server/modules/benefits/vouchers/present.service.ts";
import { type InProcess, inProcess } from "./in-process.ts";

export interface Shop {
  merchantId: string;
  name: string;
  till: TillCtx;
  /** Works at the till, and answers for the merchant. */
  first: string;
  second: string;
}

export interface Voucher {
  claimId: string;
  personId: string;
  /** What a bill must be, and what comes off. */
  minSpendFen: number;
  offFen: number;
}

/** The union's people: each step of a statement is another one's. */
export const roles = ["maker", "accountant", "approver", "cashier"] as const;
export type Role = (typeof roles)[number];

export interface SettlementWorld {
  stage: Stage;
  use: InProcess;
  codes: CodeKeys;
  node: string;
  organisationId: string;
  sourceId: string;
  shops: Shop[];
  vouchers: Voucher[];
  staff: Record<Role, Ctx>;
  codeFor(voucher: Voucher): Promise<string>;
  close(): Promise<void>;
}

export const clerkPin = "480215";
const kinds = [
  { minSpendFen: 20_000, offFen: 10_000 },
  { minSpendFen: 10_000, offFen: 5000 },
  { minSpendFen: 5000, offFen: 2000 },
] as const;

/** A union with a campaign of three kinds, merchants with a till each, and `count` vouchers in members' hands. */
export async function openSettlementWorld(merchants: number, count: number): Promise<SettlementWorld> {
  const stage = await openStage();
  const use = await inProcess(stage);
  const node = await makeNode(stage);
  const { rows } = await stage.owner.query<{ id: string }>(
    "select id from membership.organisation where node = $1::ltree",
    [node],
  );
  const organisationId = rows[0]?.id ?? "";
  const shops = await makeShops(use, organisationId, merchants);
  await stage.owner.query("update benefits.clerk set manager = true where id = any($1)", [
    shops.map((one) => one.first),
  ]);
  const codes = await codeKeys(use.secrets);
  const { sourceId, quotas } = await transact(use.system, (tx) => makeCampaign(tx, use, { node, count }));
  const people = await makeMembers(stage, node, count);
  const vouchers: Voucher[] = [];
  for (const [index, { personId }] of people.entries()) {
    const kind = index % kinds.length;
    const claimId = await transact(use.system, (tx) => grant(tx, quotas[kind] ?? "", personId));
    vouchers.push({ claimId, personId, ...(kinds[kind] ?? kinds[0]) });
  }
  return {
    ...{ stage, use, codes, node, organisationId, sourceId, shops, vouchers, staff: staffOf(use, node) },
    codeFor: ({ claimId, personId }) => {
      const about = { personId, purpose: "redeem" as const, subject: claimId };
      return transact(use.system, async (tx) => (await makeCodeFor(tx, codes, about)).code);
    },
    close: async () => {
      await use.close();
      await stage.close();
    },
  };
}

const grant = async (tx: Tx, quotaId: string, personId: string): Promise<string> =>
  (await confirmHold(tx, (await holdUnit(tx, { quotaId, personId })).id)).id;

function staffOf(use: InProcess, node: string): Record<Role, Ctx> {
  const duties = {
    ...{ maker: "benefits.maker", accountant: "benefits.accountant" },
    ...{ approver: "benefits.approver", cashier: "benefits.cashier" },
  } as const;
  const of = (role: Role): Ctx => {
    const duty = [{ duty: duties[role], path: node }];
    const actor: StaffActor = { kind: "staff", sessionId: role, accountId: uuidv7(), name: role, duties: duty };
    return use.as(actor);
  };
  return { maker: of("maker"), accountant: of("accountant"), approver: of("approver"), cashier: of("cashier") };
}

async function makeShops({ system, secrets, as }: InProcess, parentId: string, count: number): Promise<Shop[]> {
  const pinHash = await hashPassword(secrets, clerkPin);
  const shops: Shop[] = [];
  for (let index = 0; index < count; index++) {
    const name = `商户${index + 1}`;
    const merchant = await addMerchant(system, { parentId, name, tradeName: name, badge: false, agreementUntil: null });
    const merchantId = merchant.organisationId;
    const store = await addStore(system, { merchantId, name: `${name}一店`, address: "" });
    const clerks: string[] = [];
    for (const clerk of [1, 2])
      clerks.push(
        (
          await addClerk(system, secrets, {
            merchantId,
            name: `店员${clerk}`,
            phone: `1370000${index + 10}0${clerk}`,
            pinHash,
          })
        ).id,
      );
    const [first = "", second = ""] = clerks;
    const tillId = uuidv7();
    const till = { id: tillId, storeId: store.id, node: store.node, deviceName: "平板", pairedBy: "proof" };
    await transact(system, (tx) => insertTill(tx.db, till));
    const actor = {
      kind: "till",
      sessionId: tillId,
      tillId,
      storeId: store.id,
      node: store.node,
      clerkId: first,
    } as const;
    await giveAccount(system, secrets, merchant);
    shops.push({ merchantId, name, first, second, till: { ...as(actor), actor } });
  }
  return shops;
}

/** Where the merchant is paid; the agreements behind it are played elsewhere. */
const giveAccount = (system: Ctx, secrets: Secrets, merchant: { organisationId: string; node: string }) =>
  transact(system, async (tx) => {
    const fromOn = dayOf(new Date());
    const account = {
      bankName: "银行",
      holder: "商户",
      account: "6222000000000001",
      fromOn,
      reason: "",
      agreementId: null,
    };
    const id = await keepBankAccount(tx, secrets, { ...account, merchant });
    const decided = { state: "approved" as const, fromOn, by: uuidv7(), byName: "checker", refusal: null };
    await decideBankAccount(tx.db, id, decided);
  });

/** An approved campaign whose vouchers every store takes; gives its money and one open release for each kind. */
async function makeCampaign(tx: Tx, use: InProcess, given: { node: string; count: number }) {
  const { node, count } = given;
  const budget = { type: "proof", id: "settlement" };
  const sourceId = await openSource(tx, {
    node,
    name: "经费",
    year: 2026,
    budgetFen: 10_000_000_000,
    reference: budget,
  });
  const campaignId = uuidv7();
  await sql`insert into benefits.campaign (id, organisation_id, node, title, budget_fen, fund_source_id, starts_on, ends_on, first_opens_at,
      mode, entry_minutes, open_minutes, state, created_by, submitted_by, checked_by, checked_at)
    select ${campaignId}, id, node, '消费券', 10000000000, ${sourceId}, current_date - 1, current_date + 30, now(), 'first_come', 0, 1440,
      'approved', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now()
    from membership.organisation where node = ${node}::ltree`.execute(tx.db);
  for (const [index, { minSpendFen, offFen }] of kinds.entries()) {
    const capId = uuidv7();
    await createCap(tx, { id: capId, node, scope: "campaign", label: "每人一张", maxUnits: 1 });
    await sql`insert into benefits.voucher_kind (id, campaign_id, node, position, title, benefit_type, min_spend_fen, off_fen, valid_days,
        stock_per_round, cap_id, offline_allowed, offline_limit)
      values (${uuidv7()}, ${campaignId}, ${node}::ltree, ${index}, ${`满${minSpendFen / 100}减${offFen / 100}`}, 'threshold', ${minSpendFen},
        ${offFen}, 7, ${count}, ${capId}, true, 200)`.execute(tx.db);
  }
  await sql`insert into benefits.campaign_store (campaign_id, store_id, node, campaign_node)
    select ${campaignId}, id, node, ${node}::ltree from benefits.store`.execute(tx.db);
  const campaign = await findCampaign(tx.db, campaignId);
  if (campaign === undefined) throw new Error("the campaign was not made");
  const [opensAt, closesAt] = [new Date(Date.now() - 60_000), new Date(Date.now() + 86_400_000)];
  const quotas = await publishRound(tx, use.secrets, {
    ...{ campaign, kinds: await listKinds(tx.db, [campaignId]) },
    round: { number: 1, entryOpensAt: null, opensAt, closesAt },
  });
  return { sourceId, quotas };
}
