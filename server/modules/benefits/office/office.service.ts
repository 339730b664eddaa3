import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { noSuchOrganisation } from "../benefits.errors.ts";
import { mayKeepOffice, mayRead } from "../benefits.policy.ts";
import { getOrganisationNode, namesOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { findOffice, peopleOfNode, upsertOffice, usualPeople } from "./office.store.ts";

export interface Office {
  organisationId: string;
  organisationName: string;
  /** How many different people a campaign needs before it opens. */
  people: 2 | 3;
  /** Which union has laid it down, here or above; null: nobody has. */
  laidDown: { organisationId: string; organisationName: string; at: string } | null;
  can: { change: boolean };
}

/** What a union's office has laid down, or what holds for it from above. */
export async function getOffice(ctx: Ctx, organisationId: string): Promise<Office> {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, organisationId);
    const change = mayKeepOffice(tx.actor, { node });
    if (!change && !mayRead(tx.actor, { node })) throw noSuchOrganisation();
    const office = await findOffice(tx.db, node);
    const by = office?.organisationId ?? organisationId;
    // A union above is no secret to those whom its rule binds.
    const nameOf = await seeingAll(tx, () => namesOf(tx.db, [organisationId, by]));
    return {
      ...{ organisationId, organisationName: nameOf(organisationId), people: office?.people ?? usualPeople },
      laidDown:
        office === undefined
          ? null
          : { organisationId: by, organisationName: nameOf(by), at: office.changedAt.toISOString() },
      can: { change },
    };
  });
}

/** Says how many people the campaigns of a union and of those below need from now on; what lies with others goes on as it began. */
export async function changeOffice(ctx: Ctx, { organisationId, people }: Pick<Office, "organisationId" | "people">) {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, organisationId);
    authorise(tx.actor, mayKeepOffice, { node });
    const before = await peopleOfNode(tx.db, node);

    await upsertOffice(tx.db, {
      ...{ node, organisationId, people },
      by: tx.actor.kind === "staff" ? tx.actor.accountId : null,
    });
    await record(tx, {
      ...{ node, action: "benefits.office_changed", object: { type: "organisation", id: organisationId } },
      detail: { before, after: people },
    });
    return getOffice(tx, organisationId);
  });
}
