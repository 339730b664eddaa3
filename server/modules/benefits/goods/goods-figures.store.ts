import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { MonthFigure } from "./goods.rules.ts";

/** Notes that a member looked today; false when this one was counted already. */
export async function markViewer(
  db: Db,
  v: { goodsId: string; node: string; today: string; mark: Buffer },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into benefits.goods_viewer (goods_id, viewed_on, node, mark)
    values (${v.goodsId}, ${v.today}::date, ${v.node}::ltree, ${v.mark}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export const countView = (db: Db, v: { goodsId: string; node: string; today: string }) =>
  sql`insert into benefits.goods_views as v (goods_id, viewed_on, node, views)
    values (${v.goodsId}, ${v.today}::date, ${v.node}::ltree, 1)
    on conflict (goods_id, viewed_on) do update set views = v.views + 1`.execute(db);

/** Forgets who looked before today; the counts stay. */
export async function forgetViewers(db: Db, today: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from benefits.goods_viewer where viewed_on < ${today}::date`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Views and sales of goods of these subtrees between two days, per goods and month. */
export async function listMonthFigures(
  db: Db,
  { paths, from, to }: { paths: string[]; from: Date; to: Date },
): Promise<MonthFigure[]> {
  const { rows } = await sql<MonthFigure>`
    with counted as (
      select v.goods_id, to_char(v.viewed_on, 'YYYY-MM') as month, v.views, 0 as sold, 0::bigint as sold_fen
      from benefits.goods_views v
      where v.viewed_on >= (${from}::timestamptz at time zone 'Asia/Shanghai')::date
        and v.viewed_on < (${to}::timestamptz at time zone 'Asia/Shanghai')::date
      union all
      select l.goods_id, to_char(coalesce(r.accepted_at, r.redeemed_at) at time zone 'Asia/Shanghai', 'YYYY-MM'), 0,
        l.quantity, l.quantity * l.price_fen
      from benefits.goods_sale l join benefits.redemption r on r.id = l.redemption_id
      where r.undone_at is null and r.reissued_at is null
        and coalesce(r.accepted_at, r.redeemed_at) >= ${from} and coalesce(r.accepted_at, r.redeemed_at) < ${to})
    select g.id as goods_id, g.name, g.origin, m.trade_name as merchant, c.month, sum(c.views)::bigint as views,
      sum(c.sold)::bigint as sold, sum(c.sold_fen)::bigint as sold_fen
    from counted c join benefits.goods g on g.id = c.goods_id join benefits.merchant m on m.organisation_id = g.merchant_id
    where ${paths}::ltree[] @> g.node or ${paths}::ltree[] @> g.campaign_node
    group by g.id, m.trade_name, c.month order by c.month, g.name, g.id`.execute(db);
  return rows;
}
