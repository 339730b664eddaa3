import { type RawBuilder, sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { belowOn, held, type Tree } from "../organisations/below.ts";
import type { EmploymentForm } from "../people.store.ts";
import type { holdingStates } from "../states/states.rules.ts";
import type { MonthChange } from "./months.rules.ts";

export const memberDimensions = ["form", "sex", "state", "verified", "newForm"] as const;
export type MemberDimension = (typeof memberDimensions)[number];

/** Only who is such: everybody without it. An empty sex is one that nobody wrote down. */
export interface Only {
  form?: EmploymentForm | undefined;
  sex?: "female" | "male" | "" | undefined;
  state?: (typeof holdingStates)[number] | undefined;
  verified?: boolean | undefined;
}

export interface Asked {
  day: string;
  tree: Tree;
  only: Only;
}

export interface Figures {
  /** With a primary membership that holds. */
  registered: number;
  /** Of those, whose identity was compared with a document. */
  verified: number;
  /** Of those, in a state that counts as a member. */
  members: number;
  /** Of the members: employed by a platform, or of a union of new employment forms. */
  newForm: number;
}

export interface FigureRow extends Figures {
  dimension: MemberDimension | "unit" | "all";
  /** A value of the dimension; of "unit" the id of an organisation. */
  value: string | null;
}

interface Root {
  id: string;
  node: string;
}

const such = ({ form, sex, state, verified }: Only): RawBuilder<unknown> =>
  sql`(${form ?? null}::text is null or f.form = ${form ?? null}) and (${sex ?? null}::text is null or f.sex = ${sex ?? null})
    and (${state ?? null}::text is null or f.state = ${state ?? null})
    and (${verified ?? null}::boolean is null or f.verified = ${verified ?? null})`;

/**
 * Figures of a day of an organisation and all below it: together, by every dimension, and by the organisations directly below.
 * From the dated differences by their index, never from people.
 */
export async function countMembersOn(db: Db, root: Root, { day, tree, only }: Asked): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    with recursive below (id, child) as (${belowOn(root, { day, tree })}),
      marked as (select b.id, b.child, coalesce(v.new_form, false) as new_form from below b
        left join membership.organisation_version v on v.organisation_id = b.id and ${held("v", day)}),
      cells as (select m.child, f.form, f.sex, f.state, f.verified, m.new_form or f.form = 'platform' as new_form, sum(f.change) as n
        from marked m join membership.member_figure f on f.organisation_id = m.id and f.day <= ${day}::date
        where ${such(only)} group by 1, 2, 3, 4, 5, 6 having sum(f.change) <> 0)
    select case when grouping(child) = 0 then 'unit' when grouping(form) = 0 then 'form' when grouping(sex) = 0 then 'sex'
        when grouping(state) = 0 then 'state' when grouping(verified) = 0 then 'verified'
        when grouping(new_form) = 0 then 'newForm' else 'all' end as dimension,
      coalesce(child::text, form, sex, state, verified::text, new_form::text) as value,
      coalesce(sum(n), 0)::int as registered, coalesce(sum(n) filter (where verified), 0)::int as verified,
      coalesce(sum(n) filter (where membership.counts_as_member(state)), 0)::int as members,
      coalesce(sum(n) filter (where membership.counts_as_member(state) and new_form), 0)::int as new_form
    from cells group by grouping sets ((child), (form), (sex), (state), (verified), (new_form), ())
    order by 1, 3 desc, 2`.execute(db);
  return rows;
}

/** How the figures changed in every month from a day's on; what was before that day is one row with an empty month. */
export async function listMonthChanges(
  db: Db,
  root: Root,
  { day, tree, only, from }: Asked & { from: string },
): Promise<MonthChange[]> {
  const { rows } = await sql<MonthChange>`
    with recursive below (id, child) as (${belowOn(root, { day, tree })})
    select case when f.day < ${from}::date then '' else to_char(f.day, 'YYYY-MM') end as month,
      sum(f.change)::int as registered,
      coalesce(sum(f.change) filter (where membership.counts_as_member(f.state)), 0)::int as members,
      sum(f.joined)::int as joined, sum(f.gone)::int as gone, sum(f.moved_in)::int as moved_in, sum(f.moved_out)::int as moved_out
    from below b join membership.member_figure f on f.organisation_id = b.id and f.day <= ${day}::date
    where ${such(only)} group by 1 order by 1`.execute(db);
  return rows;
}

/** Folds the differences of one union, day and kind of member into one row; gives how many rows are gone. */
export async function foldFigures(db: Db): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with many as (select organisation_id, day from membership.member_figure
        group by organisation_id, day, form, sex, state, verified having count(*) > 1),
      gone as (delete from membership.member_figure t where t.id in (
          select f.id from membership.member_figure f where (f.organisation_id, f.day) in (select organisation_id, day from many)
          for update skip locked)
        returning organisation_id, node, day, form, sex, state, verified, change, joined, gone, moved_in, moved_out),
      sums as (select organisation_id, (array_agg(node))[1] as node, day, form, sex, state, verified, sum(change) as change,
          sum(joined) as joined, sum(gone) as gone, sum(moved_in) as moved_in, sum(moved_out) as moved_out
        from gone group by organisation_id, day, form, sex, state, verified),
      kept as (insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined, gone,
          moved_in, moved_out)
        select * from sums where (change, joined, gone, moved_in, moved_out) <> (0, 0, 0, 0, 0))
    select count(*)::int as gone from gone`.execute(db);
  return rows[0]?.gone ?? 0;
}

/** People whose files lie at a node or below and who are no members, today: nothing dated is kept of them. */
export async function countWithoutMembership(db: Db, node: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(*)::int as people from membership.person
    where left_at is null and member_number is null and node <@ ${node}::ltree`.execute(db);
  return rows[0]?.people ?? 0;
}
