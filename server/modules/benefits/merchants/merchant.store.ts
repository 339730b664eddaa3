import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface MerchantRow {
  organisationId: string;
  node: string;
  tradeName: string;
  badge: boolean;
  agreementUntil: string | null;
  state: "active" | "suspended";
}

export interface StoreRow {
  id: string;
  merchantId: string;
  node: string;
  name: string;
  address: string;
  /** How to find it where the address does not say it: "三楼中庭西侧". */
  position: string;
  phone: string;
  state: "open" | "closed";
  closedAt: Date | null;
  tradeName: string;
  merchantState: "active" | "suspended";
}

export interface ClerkRow {
  id: string;
  merchantId: string;
  node: string;
  name: string;
  phoneTail: string;
  pinHash: string | null;
  pinFailures: number;
  pinLockedUntil: Date | null;
  state: "active" | "left";
  /** Answers for the merchant: may be the second person alone. */
  manager: boolean;
}

const merchantColumns = sql.raw("organisation_id, node::text as node, trade_name, badge, agreement_until, state");
const storeColumns =
  sql.raw(`s.id, s.merchant_id, s.node::text as node, s.name, s.address, s.position, s.phone, s.state, s.closed_at,
  m.trade_name, m.state as merchant_state`);
const clerkColumns = sql.raw(
  "id, merchant_id, node::text as node, name, phone_tail, pin_hash, pin_failures, pin_locked_until, state, manager",
);

export const insertMerchant = (db: Db, m: MerchantRow) =>
  sql`insert into benefits.merchant (organisation_id, node, trade_name, badge, agreement_until)
    values (${m.organisationId}, ${m.node}::ltree, ${m.tradeName}, ${m.badge}, ${m.agreementUntil}::date)`.execute(db);

export const updateMerchant = (db: Db, m: MerchantRow) =>
  sql`update benefits.merchant set trade_name = ${m.tradeName}, badge = ${m.badge},
      agreement_until = ${m.agreementUntil}::date, state = ${m.state}
    where organisation_id = ${m.organisationId}`.execute(db);

export async function findMerchant(db: Db, id: string): Promise<MerchantRow | undefined> {
  const { rows } = await sql<MerchantRow>`select ${merchantColumns} from benefits.merchant
    where organisation_id = ${id}`.execute(db);
  return rows[0];
}

/**
 * Merchants that concern the officers of these nodes: those below them, and those of the nodes above, whose stores a
 * campaign further down may list. A merchant's own node hangs under the union that signed with it.
 */
export async function listMerchants(
  db: Db,
  { paths, q, after, limit }: { paths: string[]; q?: string | undefined; after?: string | undefined; limit: number },
): Promise<MerchantRow[]> {
  const like = q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<MerchantRow>`select ${merchantColumns} from benefits.merchant
    where (${paths}::ltree[] @> node or ${paths}::ltree[] <@ subpath(node, 0, -1))
      and (${like}::text is null or trade_name ilike ${like})
      and (${after ?? null}::uuid is null or organisation_id > ${after ?? null}::uuid)
    order by organisation_id limit ${limit}`.execute(db);
  return rows;
}

export type NewStoreRow = Pick<StoreRow, "id" | "merchantId" | "node" | "name" | "address" | "position" | "phone">;

export const insertStore = (db: Db, s: NewStoreRow) =>
  sql`insert into benefits.store (id, merchant_id, node, name, address, position, phone)
    values (${s.id}, ${s.merchantId}, ${s.node}::ltree, ${s.name}, ${s.address}, ${s.position}, ${s.phone})`.execute(
    db,
  );

/** Writes a store; the moment of closing is the database's, and stays while the store is closed. */
export async function updateStore(
  db: Db,
  s: Pick<StoreRow, "id" | "name" | "address" | "position" | "phone" | "state">,
): Promise<Date | null> {
  const { rows } = await sql<{ closedAt: Date | null }>`update benefits.store set name = ${s.name},
      address = ${s.address}, position = ${s.position}, phone = ${s.phone}, state = ${s.state},
      closed_at = case when ${s.state} = 'closed' then coalesce(closed_at, clock_timestamp()) end
    where id = ${s.id} returning closed_at`.execute(db);
  return rows[0]?.closedAt ?? null;
}

export interface CampaignAtStore {
  storeId: string;
  id: string;
  title: string;
  /** Another open store takes its vouchers too. */
  elsewhere: boolean;
}

/** Campaigns that a second person has allowed, that have not ended, and whose vouchers these stores take. */
export async function listRunningCampaigns(db: Db, storeIds: string[], today: string): Promise<CampaignAtStore[]> {
  const { rows } = await sql<CampaignAtStore>`select cs.store_id, c.id, c.title, exists (
      select from benefits.campaign_store o join benefits.store s on s.id = o.store_id
        join benefits.merchant m on m.organisation_id = s.merchant_id
      where o.campaign_id = c.id and o.withdrawn_at is null and o.store_id <> cs.store_id and s.state = 'open' and m.state = 'active') as elsewhere
    from benefits.campaign_store cs join benefits.campaign c on c.id = cs.campaign_id
    where cs.store_id = any(${storeIds}::uuid[]) and cs.withdrawn_at is null and c.state in ('approved', 'paused') and c.ends_on >= ${today}::date
    order by c.ends_on, c.id`.execute(db);
  return rows;
}

export async function findStores(db: Db, ids: string[]): Promise<StoreRow[]> {
  const { rows } = await sql<StoreRow>`select ${storeColumns} from benefits.store s
    join benefits.merchant m on m.organisation_id = s.merchant_id where s.id = any(${ids}::uuid[]) order by s.id`.execute(
    db,
  );
  return rows;
}

export async function listStores(db: Db, merchantIds: string[]): Promise<StoreRow[]> {
  const { rows } = await sql<StoreRow>`select ${storeColumns} from benefits.store s
    join benefits.merchant m on m.organisation_id = s.merchant_id
    where s.merchant_id = any(${merchantIds}::uuid[]) order by s.merchant_id, s.state desc, s.id`.execute(db);
  return rows;
}

/** A store as it is shown to members. */
export interface ListedStore extends StoreRow {
  /** The union calls its merchant a friendly one, and their agreement is in force. */
  badge: boolean;
}

/** The stores that take a campaign's vouchers now. Read with the server's sight: an agreement is nobody's but the union's. */
export async function listCampaignStores(db: Db, campaignId: string): Promise<ListedStore[]> {
  const { rows } = await sql<ListedStore>`select ${storeColumns},
      m.badge and benefits.agreement_in_force(m.organisation_id, clock_timestamp()) as badge
    from benefits.store s
    join benefits.merchant m on m.organisation_id = s.merchant_id
    join benefits.campaign_store cs on cs.store_id = s.id
    where cs.campaign_id = ${campaignId} and cs.withdrawn_at is null and s.state = 'open'
      and not benefits.is_suspended(s.id, clock_timestamp()) order by m.trade_name, s.name`.execute(db);
  return rows;
}

/** True when the store takes the campaign's vouchers; what its till took before the store was withdrawn stands. */
export async function isListed(db: Db, campaignId: string, storeId: string, at?: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.campaign_store
    where campaign_id = ${campaignId} and store_id = ${storeId}
      and (withdrawn_at is null or withdrawn_at > ${at ?? null}::timestamptz)`.execute(db);
  return rows.length > 0;
}

export interface NewClerk extends Pick<ClerkRow, "id" | "merchantId" | "node" | "name" | "phoneTail" | "pinHash"> {
  phoneSealed: Buffer;
  phoneIndex: Buffer;
}

export const insertClerk = (db: Db, c: NewClerk) =>
  sql`insert into benefits.clerk (id, merchant_id, node, name, phone_sealed, phone_index, phone_tail, pin_hash)
    values (${c.id}, ${c.merchantId}, ${c.node}::ltree, ${c.name}, ${c.phoneSealed}, ${c.phoneIndex}, ${c.phoneTail},
      ${c.pinHash})`.execute(db);

export async function listClerks(db: Db, merchantId: string): Promise<ClerkRow[]> {
  const { rows } = await sql<ClerkRow>`select ${clerkColumns} from benefits.clerk
    where merchant_id = ${merchantId} and state = 'active' order by id`.execute(db);
  return rows;
}

/** Whether this is, or once was, a clerk. */
export async function wasClerk(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.clerk where id = ${id}`.execute(db);
  return rows.length > 0;
}

/** Clerks (one per merchant at most) with this phone. */
export async function findClerksByPhone(db: Db, phoneIndex: Buffer): Promise<ClerkRow[]> {
  const { rows } = await sql<ClerkRow>`select ${clerkColumns} from benefits.clerk
    where phone_index = ${phoneIndex} and state = 'active' order by id`.execute(db);
  return rows;
}

export async function findClerk(db: Db, id: string): Promise<ClerkRow | undefined> {
  const { rows } = await sql<ClerkRow>`select ${clerkColumns} from benefits.clerk
    where id = ${id} and state = 'active'`.execute(db);
  return rows[0];
}

export async function findClerkPhone(db: Db, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ phoneSealed: Buffer }>`select phone_sealed from benefits.clerk where id = ${id}`.execute(
    db,
  );
  return rows[0]?.phoneSealed;
}

/** Holds the clerk's row, so that tries are counted one after another. */
export async function lockClerk(db: Db, id: string): Promise<ClerkRow | undefined> {
  const { rows } = await sql<ClerkRow>`select ${clerkColumns} from benefits.clerk
    where id = ${id} and state = 'active' for update`.execute(db);
  return rows[0];
}

export const setPin = (db: Db, id: string, pinHash: string) =>
  sql`update benefits.clerk set pin_hash = ${pinHash}, pin_failures = 0, pin_locked_until = null
    where id = ${id}`.execute(db);

export const setPinFailures = (db: Db, id: string, failures: number, lockedUntil: Date | null) =>
  sql`update benefits.clerk set pin_failures = ${failures}, pin_locked_until = ${lockedUntil} where id = ${id}`.execute(
    db,
  );

export const updateClerk = (db: Db, c: Pick<ClerkRow, "id" | "name" | "manager">) =>
  sql`update benefits.clerk set name = ${c.name}, manager = ${c.manager} where id = ${c.id}`.execute(db);

export const markClerkLeft = (db: Db, id: string) =>
  sql`update benefits.clerk set state = 'left', pin_hash = null where id = ${id}`.execute(db);
