import { type RawBuilder, sql } from "kysely";

/** Whether a dated row (valid_from, valid_to: the first day on which it no longer holds) held on a day. */
export const held = (alias: string, day: string): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.valid_from`)} <= ${day}::date and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} > ${day}::date)`;

export type Tree = "reported" | "today";

/**
 * The rows (id, child) of a `with recursive below (id, child)`: an organisation and all below it, each with that one directly below the
 * root to which it belongs (the root itself for the root): by the affiliations of a day, or as today's tree has them.
 */
export function belowOn(
  root: { id: string; node: string },
  { day, tree }: { day: string; tree: Tree },
): RawBuilder<unknown> {
  return tree === "today"
    ? sql`select k.id, coalesce(c.id, ${root.id}::uuid) from kernel.node k left join kernel.node c on c.parent_id = ${root.id}::uuid
          and c.path = subpath(k.path, 0, least(nlevel(k.path), nlevel(${root.node}::ltree) + 1))
        where k.path <@ ${root.node}::ltree`
    : sql`select ${root.id}::uuid, ${root.id}::uuid union
        select l.from_id, case when below.id = ${root.id}::uuid then l.from_id else below.child end
        from below join membership.organisation_link l
          on l.to_id = below.id and l.kind = 'affiliation' and ${held("l", day)}`;
}
