import { findSecondPerson, setSecondPerson } from "#engines/sheets";
import { record } from "#kernel/audit/audit";
import { auditNames } from "#kernel/audit/audit-names";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { authorise, can, hasDuty, policy, type Rule } from "#kernel/policy";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import * as store from "./register-settings.store.ts";

interface OnNode {
  node: string;
}

/** Who keeps people apart says whether two are needed; what a union takes is said by whoever keeps its organisation. */
const settingsPolicy = policy<OnNode, Record<"secondPerson" | "union", Rule<OnNode>>>({
  secondPerson: (actor, { node }) => hasDuty(actor, "staff.manage", node),
  union: (actor, { node }) => hasDuty(actor, "organisations.manage", node),
});
const mayRead: Rule<OnNode> = (actor, of) =>
  hasDuty(actor, "people.view", of.node) || settingsPolicy.secondPerson(actor, of) || settingsPolicy.union(actor, of);

export interface SettingsChange {
  takesApplications?: boolean | undefined;
  retainedWelfare?: boolean | undefined;
  /** A file goes into the register only when somebody else has looked at it; here and below. */
  secondPerson?: boolean | undefined;
}

/** What one organisation has laid down about its register, or what holds from above, and who changed it when. Throws organisation.missing. */
export async function getRegisterSettings(ctx: Ctx, organisationId: string) {
  const { settings, changes } = await transact(ctx, async (tx) => {
    const organisation = await getReadable(tx, organisationId);
    const rule = await findSecondPerson(tx.db, organisation.node);
    return {
      settings: {
        ...(await store.findUnionSetting(tx.db, organisation.id)),
        secondPerson: rule?.wanted ?? false,
        /** The rule was laid down by an organisation above. */
        fromAbove: rule !== undefined && rule.node !== organisation.node,
        can: can(tx.actor, settingsPolicy, organisation),
      },
      changes: await store.listSettingChanges(tx.db, organisation.id, "organisation.register_settings_changed"),
    };
  });
  const names = await transact(serverSight(ctx), (tx) => auditNames(tx.db, changes));
  return {
    ...settings,
    changes: changes.map(({ at, actor, detail }) => ({
      at: at.toISOString(),
      by: names[actor.replace(/^staff:/, "staff_account:")] ?? null,
      changed: changedOf(detail),
    })),
  };
}

const settingKeys = ["secondPerson", "takesApplications", "retainedWelfare"] as const;

function changedOf(detail: string) {
  const said = JSON.parse(detail) as Record<string, unknown>;
  return settingKeys.flatMap((key) => {
    const to = said[key];
    return typeof to === "boolean" ? [{ key, to }] : [];
  });
}

async function getReadable(tx: Tx, id: string) {
  const organisation = await findOrganisation(tx.db, id);
  if (organisation === undefined || !mayRead(tx.actor, organisation)) throw noSuchOrganisation();
  return organisation;
}

/** Changes what is given; each with its own duty. Throws organisation.missing, access.forbidden. */
export async function changeRegisterSettings(ctx: Ctx, organisationId: string, change: SettingsChange): Promise<void> {
  await transact(ctx, async (tx) => {
    const organisation = await getReadable(tx, organisationId);
    const { secondPerson, takesApplications, retainedWelfare } = change;
    const isUnions = takesApplications !== undefined || retainedWelfare !== undefined;
    if (secondPerson !== undefined) authorise(tx.actor, settingsPolicy.secondPerson, organisation);
    if (isUnions) authorise(tx.actor, settingsPolicy.union, organisation);
    await store.holdSettings(tx.db, organisation.id);
    const before = await store.findUnionSetting(tx.db, organisation.id);

    if (secondPerson !== undefined) await setSecondPerson(tx.db, organisation.node, secondPerson);
    const next = {
      takesApplications: takesApplications ?? before.takesApplications,
      retainedWelfare: retainedWelfare ?? before.retainedWelfare,
    };
    if (isUnions) await store.putUnionSetting(tx.db, organisation, next);
    await record(tx, {
      ...{ node: organisation.node, action: "organisation.register_settings_changed" },
      ...{ object: { type: "organisation", id: organisation.id }, detail: { ...change } },
    });
  });
}
