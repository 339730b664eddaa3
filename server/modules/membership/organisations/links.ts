import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import type { LinkKind } from "#wire/organisation-kinds";
import {
  dayIsPast,
  linkThereAlready,
  linkToItself,
  noSuchLink,
  notOfIndustry,
  organisationClosed,
} from "../membership.errors.ts";
import { linkPolicy, organisationPolicy } from "../membership.policy.ts";
import { listOrganisationNames } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import * as store from "./links.store.ts";

export interface LinkInput {
  kind: Exclude<LinkKind, "affiliation">;
  toId: string;
  validFrom?: string | undefined;
  validTo?: string | null | undefined;
  grantsSight?: boolean | undefined;
  agreement?: string | null | undefined;
  note?: string | null | undefined;
}

/** The links of an organisation, past and coming ones too, with the names of both ends. Throws organisation.missing, access.forbidden. */
export async function listLinks(ctx: Ctx, organisationId: string) {
  return transact(ctx, async (tx) => {
    authorise(tx.actor, organisationPolicy.seeFigures, await getRow(tx, organisationId));
    const rows = await store.listLinks(tx.db, organisationId);
    const ids = [...new Set(rows.flatMap(({ fromId, toId }) => [fromId, toId]))];
    // A link of one's own is shown with the name of its other end, which may stand in another branch.
    const names = await seeingAll(tx, () => listOrganisationNames(tx.db, ids));
    const today = dayOf(tx.clock.now());
    return { items: rows.map((row) => presentLink(tx, { row, names, today })) };
  });
}

const presentLink = (
  tx: Tx,
  { row, names, today }: { row: store.LinkRow; names: Map<string, string>; today: string },
) => {
  const { fromId, toId, fromNode, toNode, ...rest } = row;
  const over = row.validTo !== null && row.validTo <= today;
  return {
    ...rest,
    from: { id: fromId, name: names.get(fromId) ?? "" },
    to: { id: toId, name: names.get(toId) ?? "" },
    state: over ? ("over" as const) : row.validFrom > today ? ("ahead" as const) : ("holds" as const),
    can: { end: !over && row.kind !== "affiliation" && linkPolicy.end(tx.actor, { fromNode, toNode }) },
  };
};

/**
 * Links an organisation to another beside the tree. Throws organisation.missing, organisation.closed, organisation.link_to_itself,
 * organisation.link_there_already, organisation.sight_of_industry_only, access.forbidden.
 */
export async function createLink(ctx: Ctx, fromId: string, given: LinkInput) {
  return transact(ctx, async (tx) => {
    const [from, to] = [await getRow(tx, fromId), await getRow(tx, given.toId)];
    authorise(tx.actor, linkPolicy.create, { fromNode: from.node, toNode: to.node });
    if (from.id === to.id) throw linkToItself();
    if (from.state === "closed" || to.state === "closed") throw organisationClosed();
    if (given.grantsSight === true && (given.kind !== "industry" || to.kind !== "industry")) throw notOfIndustry();

    const link = { ...given, id: uuidv7(), from, to, createdBy: actorLabel(tx.actor) };
    await store.insertLink(tx.db, link).catch((error: { code?: string }) => {
      throw error.code === "23P01" ? linkThereAlready() : error;
    });
    await noteLink(
      tx,
      "organisation.linked",
      { fromNode: from.node, toNode: to.node },
      {
        ...{ fromId, toId: to.id, kind: given.kind, grantsSight: given.grantsSight ?? false },
      },
    );
    return { id: link.id };
  });
}

/** Ends a link from a day on. Throws organisation.no_such_link, organisation.day_past, access.forbidden. */
export async function endLink(ctx: Ctx, id: string, given: { on: string; reason: string }) {
  return transact(ctx, async (tx) => {
    const link = await store.lockLink(tx.db, id);
    if (link === undefined || link.kind === "affiliation") throw noSuchLink();
    authorise(tx.actor, linkPolicy.end, link);
    const today = dayOf(tx.clock.now());
    if (given.on < today) throw dayIsPast(today);
    if (link.validTo !== null && link.validTo <= given.on) throw noSuchLink();

    await store.endLink(tx.db, id, { on: given.on, by: actorLabel(tx.actor), reason: given.reason });
    const detail = { fromId: link.fromId, toId: link.toId, kind: link.kind, on: given.on, reason: given.reason };
    await noteLink(tx, "organisation.link_ended", link, detail);
  });
}

/** Written in the scopes of both ends; whoever may see through the link is read anew. */
async function noteLink(
  tx: Tx,
  action: string,
  { fromNode, toNode }: { fromNode: string; toNode: string },
  detail: Record<string, unknown>,
): Promise<void> {
  const entry = { object: { type: "organisation", id: String(detail.fromId) }, detail };
  await record(tx, { ...entry, action, node: fromNode });
  if (toNode !== fromNode) await record(tx, { ...entry, action, node: toNode });
  const accounts = await seeingAll(tx, () => store.listAccountsAbove(tx.db, [toNode]));
  for (const account of accounts) await refreshPrincipal(tx, account);
}
