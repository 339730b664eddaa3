import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { StoredGoodsState } from "./goods.rules.ts";

export interface GoodsText {
  name: string;
  origin: string;
  priceFen: number;
  unit: string;
  about: string;
  pictureFileId: string | null;
  storeId: string | null;
  campaignId: string;
  kindId: string | null;
  startsOn: string;
  endsOn: string;
}

export interface GoodsRow extends GoodsText {
  id: string;
  merchantId: string;
  node: string;
  campaignNode: string;
  state: StoredGoodsState;
  reason: string | null;
  revision: number;
  enteredByClerk: string | null;
  enteredBy: string | null;
  enteredByName: string | null;
  checkedByName: string | null;
}

/** With the names that people know things by. */
export interface NamedGoods extends GoodsRow {
  tradeName: string;
  storeName: string | null;
  campaignTitle: string;
  kindTitle: string | null;
}

const columns = sql.raw(`g.id, g.merchant_id, g.node::text as node, g.store_id, g.campaign_id,
  g.campaign_node::text as campaign_node, g.kind_id, g.name, g.origin, g.price_fen, g.unit, g.about, g.picture_file_id,
  g.starts_on, g.ends_on, g.state, g.reason, g.revision, g.entered_by_clerk, g.entered_by, g.entered_by_name,
  g.checked_by_name`);
const named = sql.raw(`, m.trade_name, s.name as store_name, c.title as campaign_title, k.title as kind_title
  from benefits.goods g join benefits.merchant m on m.organisation_id = g.merchant_id
    join benefits.campaign c on c.id = g.campaign_id left join benefits.store s on s.id = g.store_id
    left join benefits.voucher_kind k on k.id = g.kind_id`);

export type NewGoodsRow = Omit<GoodsRow, "state" | "reason" | "revision" | "checkedByName"> & {
  state: "draft" | "submitted";
};

export const insertGoods = (db: Db, g: NewGoodsRow) =>
  sql`insert into benefits.goods (id, merchant_id, node, store_id, campaign_id, campaign_node, kind_id, name, origin,
      price_fen, unit, about, picture_file_id, starts_on, ends_on, state, entered_by_clerk, entered_by, entered_by_name)
    values (${g.id}, ${g.merchantId}, ${g.node}::ltree, ${g.storeId}, ${g.campaignId}, ${g.campaignNode}::ltree,
      ${g.kindId}, ${g.name}, ${g.origin}, ${g.priceFen}, ${g.unit}, ${g.about}, ${g.pictureFileId}, ${g.startsOn}::date,
      ${g.endsOn}::date, ${g.state}, ${g.enteredByClerk}, ${g.enteredBy}, ${g.enteredByName})`.execute(db);

/** Another text, by whoever writes it now: what was refused or shown before is to be read again. */
export const updateGoods = (db: Db, g: GoodsRow) =>
  sql`update benefits.goods set store_id = ${g.storeId}, campaign_id = ${g.campaignId},
      campaign_node = ${g.campaignNode}::ltree, kind_id = ${g.kindId}, name = ${g.name}, origin = ${g.origin},
      price_fen = ${g.priceFen}, unit = ${g.unit}, about = ${g.about}, picture_file_id = ${g.pictureFileId},
      starts_on = ${g.startsOn}::date, ends_on = ${g.endsOn}::date, state = ${g.state}, revision = revision + 1,
      reason = null, entered_by_clerk = ${g.enteredByClerk}, entered_by = ${g.enteredBy},
      entered_by_name = ${g.enteredByName}, checked_by = null, checked_by_name = null, checked_at = null
    where id = ${g.id}`.execute(db);

export const markChecked = (
  db: Db,
  id: string,
  checked: { state: "approved" | "refused"; by: string; byName: string; reason: string | null },
) =>
  sql`update benefits.goods set state = ${checked.state}, checked_by = ${checked.by}, checked_by_name = ${checked.byName},
      checked_at = clock_timestamp(), reason = ${checked.reason} where id = ${id}`.execute(db);

export const setGoodsState = (
  db: Db,
  id: string,
  { state, reason }: { state: "submitted" | "withdrawn"; reason: string | null },
) => sql`update benefits.goods set state = ${state}, reason = ${reason} where id = ${id}`.execute(db);

export async function findGoods(db: Db, id: string): Promise<NamedGoods | undefined> {
  const { rows } = await sql<NamedGoods>`select ${columns} ${named} where g.id = ${id}`.execute(db);
  return rows[0];
}

/** The goods, held until the transaction ends. */
export async function lockGoods(db: Db, id: string): Promise<GoodsRow | undefined> {
  const { rows } = await sql<GoodsRow>`select ${columns} from benefits.goods g where g.id = ${id} for update`.execute(
    db,
  );
  return rows[0];
}

export interface GoodsFilter {
  paths: string[];
  state?: StoredGoodsState | undefined;
  merchantId?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Goods of merchants, or for campaigns, of these subtrees, the latest first. */
export async function listGoods(db: Db, filter: GoodsFilter): Promise<NamedGoods[]> {
  const { paths, state = null, merchantId = null, after = null, limit } = filter;
  const like = likeOf(filter.q);
  const { rows } = await sql<NamedGoods>`select ${columns} ${named}
    where (${paths}::ltree[] @> g.node or ${paths}::ltree[] @> g.campaign_node)
      and (${state}::text is null or g.state = ${state}) and (${merchantId}::uuid is null or g.merchant_id = ${merchantId}::uuid)
      and (${like}::text is null or g.name ilike ${like} or g.origin ilike ${like})
      and (${after}::uuid is null or g.id < ${after}::uuid)
    order by g.id desc limit ${limit}`.execute(db);
  return rows;
}

/** What members see today, the latest first; row level security shows each those of their own unions. */
export async function listShownGoods(
  db: Db,
  filter: {
    today: string;
    q?: string | undefined;
    origin?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<NamedGoods[]> {
  const { today, origin = null, after = null, limit } = filter;
  const like = likeOf(filter.q);
  const { rows } = await sql<NamedGoods>`select ${columns} ${named}
    where g.state = 'approved' and ${today}::date between g.starts_on and g.ends_on
      and (${origin}::text is null or g.origin = ${origin})
      and (${like}::text is null or g.name ilike ${like} or g.origin ilike ${like} or g.about ilike ${like}
        or m.trade_name ilike ${like})
      and (${after}::uuid is null or g.id < ${after}::uuid)
    order by g.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Where the goods come from that members see today. */
export async function listOrigins(db: Db, today: string): Promise<string[]> {
  const { rows } = await sql<{ origin: string }>`select origin from benefits.goods
    where state = 'approved' and ${today}::date between starts_on and ends_on group by origin
    order by count(*) desc, origin limit 40`.execute(db);
  return rows.map((row) => row.origin);
}

/** What a store may add to a bill today. */
export async function listTillGoods(
  db: Db,
  { merchantId, storeId, today }: { merchantId: string; storeId: string; today: string },
): Promise<Pick<GoodsRow, "id" | "name" | "priceFen" | "unit" | "campaignId" | "kindId">[]> {
  const { rows } = await sql<Pick<GoodsRow, "id" | "name" | "priceFen" | "unit" | "campaignId" | "kindId">>`
    select id, name, price_fen, unit, campaign_id, kind_id from benefits.goods
    where merchant_id = ${merchantId} and (store_id is null or store_id = ${storeId}) and state = 'approved'
      and ${today}::date between starts_on and ends_on order by name, id limit 200`.execute(db);
  return rows;
}

const likeOf = (q: string | undefined) => (q === undefined || q === "" ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`);
