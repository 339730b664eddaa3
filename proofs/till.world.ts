import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { makeMembers, makeNode, openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import { aRegisteredPhone } from "../server/engines/codes/codes.builders.ts";
import { type CodeKeys, codeKeys } from "../server/engines/codes/index.ts";
import { openSource } from "../server/engines/funds/index.ts";
import { confirmHold, createCap, holdUnit } from "../server/engines/stock/index.ts";
import { type Tx, transact } from "../server/kernel/context.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { findCampaign } from "../server/modules/benefits/campaigns/campaign.store.ts";
import { listKinds } from "../server/modules/benefits/campaigns/kind.store.ts";
import { publishRound } from "../server/modules/benefits/campaigns/publish-round.ts";
import { addClerk, addMerchant, addStore } from "../server/modules/benefits/index.ts";
import { insertTill } from "../server/modules/benefits/tills/till.store.ts";
import { type InProcess, inProcess } from "./in-process.ts";
import { installNaive } from "./naive.routes.ts";

export type Phone = Awaited<ReturnType<typeof aRegisteredPhone>>;

/** A voucher in somebody's hands, with the phone that shows its codes. */
export interface Voucher {
  claimId: string;
  phone: Phone;
}

export interface Till {
  id: string;
  cookie: string;
  port: number;
}

/** Two tills of one store, each at its own server process, and people with vouchers. */
export interface TillWorld {
  stage: Stage;
  use: InProcess;
  keys: CodeKeys;
  servers: ServerProcess[];
  tills: [Till, Till];
  vouchers: Voucher[];
  close(): Promise<void>;
}

/** What a bill must be for the voucher, in fen. */
export const billFen = 20_000;

export async function openTillWorld(count: number): Promise<TillWorld> {
  const stage = await openStage();
  await installNaive(stage);
  const use = await inProcess(stage);
  const keys = await codeKeys(use.secrets);
  const node = await makeNode(stage);
  const { store, clerkId } = await makeMerchant(stage, use, node);
  const quotaId = await transact(use.system, (tx) =>
    makeCampaign(tx, use, { node, storeId: store.id, storeNode: store.node, count }),
  );
  const people = (await makeMembers(stage, node, count)).map((member) => member.personId);
  const vouchers: Voucher[] = [];
  for (const personId of people) {
    const claimId = await transact(
      use.system,
      async (tx) => (await confirmHold(tx, (await holdUnit(tx, { quotaId, personId })).id)).id,
    );
    vouchers.push({
      claimId,
      phone: await aRegisteredPhone(use.system, keys, {
        personId,
        algorithm: vouchers.length % 2 === 0 ? "P-256" : "Ed25519",
      }),
    });
  }
  const servers = await Promise.all([stage.serve(), stage.serve()]);
  const tills = await Promise.all(servers.map((server) => makeTill(stage, use, { store, clerkId, port: server.port })));
  return {
    stage,
    use,
    keys,
    servers,
    tills: tills as [Till, Till],
    vouchers,
    close: async () => {
      await use.close();
      await stage.close();
    },
  };
}

async function makeMerchant(stage: Stage, { system, secrets }: InProcess, node: string) {
  const { rows } = await stage.owner.query<{ id: string }>(
    "select id from membership.organisation where node = $1::ltree",
    [node],
  );
  const parentId = rows[0]?.id ?? "";
  const merchant = await addMerchant(system, {
    parentId,
    name: "测试超市",
    tradeName: "测试超市",
    badge: true,
    agreementUntil: null,
  });
  const store = await addStore(system, { merchantId: merchant.organisationId, name: "一号店", address: "中山路 1 号" });
  const clerk = await addClerk(system, secrets, {
    merchantId: merchant.organisationId,
    name: "李店员",
    phone: "13700000001",
  });
  return { store, clerkId: clerk.id };
}

/** An approved campaign of one kind with one open round; gives its release. */
async function makeCampaign(
  tx: Tx,
  use: InProcess,
  given: { node: string; storeId: string; storeNode: string; count: number },
): Promise<string> {
  const sourceId = await openSource(tx, {
    node: given.node,
    name: "经费",
    year: 2026,
    budgetFen: 10_000_000_000,
    reference: { type: "proof", id: "till" },
  });
  const [campaignId, kindId, capId] = [uuidv7(), uuidv7(), uuidv7()] as const;
  await createCap(tx, { id: capId, node: given.node, scope: "campaign", label: "每人一张", maxUnits: 1 });
  await sql`insert into benefits.campaign (id, organisation_id, node, title, budget_fen, fund_source_id, starts_on, ends_on, first_opens_at, mode,
      entry_minutes, open_minutes, state, created_by, submitted_by, checked_by, checked_at)
    select ${campaignId}, id, node, '消费券', 10000000000, ${sourceId}, current_date - 1, current_date + 30, now(), 'first_come', 0, 1440,
      'approved', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now()
    from membership.organisation where node = ${given.node}::ltree`.execute(tx.db);
  await sql`insert into benefits.voucher_kind (id, campaign_id, node, position, title, benefit_type, min_spend_fen, off_fen, valid_days, stock_per_round, cap_id)
    values (${kindId}, ${campaignId}, ${given.node}::ltree, 1, '满200减100', 'threshold', ${billFen}, 10000, 7, ${given.count}, ${capId})`.execute(
    tx.db,
  );
  await sql`insert into benefits.campaign_store (campaign_id, store_id, node, campaign_node)
    values (${campaignId}, ${given.storeId}, ${given.storeNode}::ltree, ${given.node}::ltree)`.execute(tx.db);
  const campaign = await findCampaign(tx.db, campaignId);
  if (campaign === undefined) throw new Error("the campaign was not made");
  const round = {
    number: 1,
    entryOpensAt: null,
    opensAt: new Date(Date.now() - 60_000),
    closesAt: new Date(Date.now() + 86_400_000),
  };
  const [quotaId] = await publishRound(tx, use.secrets, {
    campaign,
    kinds: await listKinds(tx.db, [campaignId]),
    round,
  });
  return quotaId ?? "";
}

/** A paired till at which the clerk has given the PIN. */
async function makeTill(
  stage: Stage,
  { system }: InProcess,
  given: { store: { id: string; node: string }; clerkId: string; port: number },
): Promise<Till> {
  const id = uuidv7();
  await transact(system, (tx) =>
    insertTill(tx.db, { id, storeId: given.store.id, node: given.store.node, deviceName: "平板", pairedBy: "proof" }),
  );
  const token = randomBytes(32).toString("base64url");
  await stage.owner.query(
    `insert into kernel.session (id, token_hash, entrance, principal_id, idle, expires_at, clerk_id, clerk_until)
     values (gen_random_uuid(), $1, 'till', $2, interval '1 day', now() + interval '1 day', $3, now() + interval '12 hours')`,
    [createHash("sha256").update(token).digest(), id, given.clerkId],
  );
  return { id, cookie: `gh_till=${token}`, port: given.port };
}
