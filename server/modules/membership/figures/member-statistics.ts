import { record } from "#kernel/audit/audit";
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
    const { rows, without, changes, names } = await seeingAll(tx, async () => {
      const counted = await store.countMembersOn(tx.db, root, asked);
      const ids = counted.flatMap(({ dimension, value }) => (dimension === "unit" && value !== null ? [value] : []));
      return {
        rows: counted,
        without: await store.countWithoutMembership(tx.db, root.node),
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
      withoutMembership: without,
      by: store.memberDimensions.map((dimension) => ({ dimension, values: of(dimension) })),
      units: of("unit").map(({ value, ...row }) => ({
        organisation: { id: value ?? root.id, name: names.get(value ?? root.id) ?? "" },
        ...row,
      })),
      months: runningMonths(changes, day),
    };
  });
}

/** The same to take along as a workbook: who took it is written down at the organisation. */
export async function exportMemberStatistics(ctx: Ctx, query: MemberStatisticsQuery) {
  const figures = await memberStatistics(ctx, query);
  await transact(ctx, async (tx) => {
    const { id, node } = await getRow(tx, query.organisationId);
    const { by, units, months, day } = figures;
    const rows = by.flatMap(({ values }) => values).length + units.length + months.length;
    const object = { type: "organisation", id };
    await record(tx, { node, action: "organisation.member_figures_exported", object, detail: { day, rows } });
  });
  return figures;
}

const figuresOf = ({ registered, verified, members, newForm }: store.Figures): store.Figures => ({
  ...{ registered, verified, members, newForm },
});

export type MemberStatistics = Awaited<ReturnType<typeof memberStatistics>>;
