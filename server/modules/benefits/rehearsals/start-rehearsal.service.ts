import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isOfPlay } from "#kernel/http/play";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { insertGrant } from "#kernel/sign-in/grants.store";
import { hashPassword } from "#kernel/sign-in/password";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { incomplete, rehearsalRunning, wrongState } from "../benefits.errors.ts";
import { mayRehearse } from "../benefits.policy.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { accountOf, getLocked, nameOfActor } from "../campaigns/check-campaign.service.ts";
import { getView } from "../campaigns/draft-campaign.service.ts";
import { databaseNow } from "../database-now.ts";
import { seeingAll } from "../sight.ts";
import { buildPlay, type PlayTree } from "./build-play.ts";
import { hashOfLink, linkKey, playPins } from "./play-keys.ts";
import { linkMinutes, timesOf, usualUnits } from "./rehearsal.rules.ts";
import type { NewRehearsal } from "./rehearsal.schemas.ts";
import { insertPhone, insertRehearsal, isRunning } from "./rehearsal.store.ts";

/** What whoever runs a rehearsal may do in its play tree. */
export const runnerDuty = "benefits.rehearser";

/**
 * Begins a rehearsal of a campaign: a play tree beside the union's, whose runner holds a duty in it until it ends. Throws
 * benefits.no_such_campaign, access.forbidden, benefits.wrong_state, benefits.incomplete, benefits.rehearsal_running.
 */
export async function startRehearsal(
  ctx: Ctx,
  secrets: Secrets,
  { campaignId, ...input }: NewRehearsal & { campaignId: string },
): Promise<string> {
  if (isOfPlay(ctx.actor)) throw forbidden("access.not_in_play");
  const id = uuidv7();
  const pinHashes = await Promise.all(playPins(secrets, id).map((pin) => hashPassword(secrets, pin)));

  return transact(ctx, async (tx) => {
    const row = await getLocked(tx, campaignId);
    authorise(tx.actor, mayRehearse, row);
    const { state } = factsOf(row, tx.clock.now());
    if (state === "ended") throw wrongState(state, "rehearse");
    const campaign = await getView(tx, campaignId);
    if (campaign.kinds.length === 0) throw incomplete("kinds");
    if (await isRunning(tx.db, campaignId)) throw rehearsalRunning();

    const { phones, units = usualUnits(phones) } = input;
    const times = timesOf(await databaseNow(tx.db), input);
    const by = { id: accountOf(tx), name: nameOfActor(tx) };
    const rehearsal = { id, campaignId, node: row.node, phones, opensAt: times.opensAt, endsBy: times.endsBy };
    // Nobody's duty reaches a tree that is only now being made; that this campaign may be rehearsed was asked above.
    await seeingAll(tx, async () => {
      const server: Tx = { ...tx, actor: { kind: "system", name: "rehearsal" } };
      const tree = await buildPlay(server, { secrets, campaign, times, phones, units, pinHashes, by });
      await insertRehearsal(tx.db, { ...rehearsal, ...placesOf(tree), startedBy: by.id, startedByName: by.name });
      await addPhones(tx, secrets, { id, node: row.node, personIds: tree.personIds });
      await letIn(tx, { accountId: by.id, tree, until: times.endsBy });
    });
    await record(tx, {
      ...{ node: row.node, action: "benefits.rehearsal_started", object: { type: "campaign", id: campaignId } },
      detail: { rehearsalId: id, phones, units },
    });
    return id;
  });
}

const placesOf = ({ root, campaignId, storeId }: PlayTree) => ({
  playRoot: root.node,
  playCampaignId: campaignId,
  playStoreId: storeId,
});

async function addPhones(
  tx: Tx,
  secrets: Secrets,
  { id, node, personIds }: { id: string; node: string; personIds: string[] },
): Promise<void> {
  const linkUntil = new Date((await databaseNow(tx.db)).getTime() + linkMinutes * 60_000);
  for (const [index, personId] of personIds.entries()) {
    const number = index + 1;
    const linkHash = hashOfLink(linkKey(secrets, { rehearsalId: id, number, renewals: 0 }));
    await insertPhone(tx.db, { rehearsalId: id, number, node, personId, linkHash, linkUntil });
  }
}

/** Counts in the play space only, and ends with the rehearsal even if nobody ends that. */
async function letIn(tx: Tx, { accountId, tree, until }: { accountId: string; tree: PlayTree; until: Date }) {
  const { id: nodeId, node } = tree.root;
  const grant = { id: uuidv7(), accountId, duty: runnerDuty, node, nodeId, until, grantedBy: "system:rehearsal" };
  await insertGrant(tx.db, grant);
  await refreshPrincipal(tx, accountId);
}
