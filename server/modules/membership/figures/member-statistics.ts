import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { organisationPolicy } from "../membership.policy.ts";
import { listOrganisationNames } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import * as store from "./figures.store.ts";
import { firstDayShown, runningMonths } from "./months.rules.ts";

export type MemberStatisticsQuery = { organisationId: string; day: string; tree: "reported" | "today" } & store.Only;

const nobody: store.Figures = { registered: 0, verified: 0, members: 0, newForm: 0 };

/**
 * Members of an organisation and all below it on a day: registered, verified, counted as members and of new employment forms; by
 * form, sex, state and by the organisations directly below; and the twelve months up to it. As reported then, or restated on
 * today's tree. Throws organisation.missing, access.forbidden.
 */
export async function memberStatistics(ctx: Ctx, { organisationId, day, tree, ...only }: MemberStatisticsQuery) {
  return transact(ctx, async (tx) => {
    const root = await getRow(tx, organisationId);
    authorise(tx.actor, organisationPolicy.seeFigures, root);
    const asked = { day, tree, only };
    // Of a day when something stood elsewhere: whoever may see the figures of the root sees what it was made of.
    const { rows, changes, names } = await seeingAll(tx, async () => {
      const counted = await store.countMembersOn(tx.db, root, asked);
      const ids = counted.flatMap(({ dimension, value }) => (dimension === "unit" && value !== null ? [value] : []));
      return {
        rows: counted,
        changes: await store.listMonthChanges(tx.db, root, { ...asked, from: firstDayShown(day) }),
        names: await listOrganisationNames(tx.db, [root.id, ...ids]),
      };
    });
    const of = (wanted: store.FigureRow["dimension"]) =>
      rows.filter(({ dimension }) => dimension === wanted).map(({ dimension: _, ...row }) => row);
    const [total] = of("all");
    return {
      ...{ organisation: { id: root.id, name: names.get(root.id) ?? root.name }, day, tree, only },
      total: total === undefined ? nobody : figuresOf(total),
      by: store.memberDimensions.map((dimension) => ({ dimension, values: of(dimension) })),
      units: of("unit").map(({ value, ...row }) => ({
        organisation: { id: value ?? root.id, name: names.get(value ?? root.id) ?? "" },
        ...row,
      })),
      months: runningMonths(changes, day),
    };
  });
}

const figuresOf = ({ registered, verified, members, newForm }: store.Figures): store.Figures => ({
  ...{ registered, verified, members, newForm },
});

export type MemberStatistics = Awaited<ReturnType<typeof memberStatistics>>;
