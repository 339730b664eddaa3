import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { storageKey } from "#kernel/files/file-storage";
import { uuidv7 } from "#kernel/ids";
import { defineJob, enqueue } from "#kernel/jobs";
import { authorise, hasDuty, type Rule } from "#kernel/policy";
import { open, seal } from "#kernel/secrets/secrets";
import { bundleNotReady, noSuchBundle, noSuchCampaign } from "../benefits.errors.ts";
import { mayApprove, mayManage, mayRead } from "../benefits.policy.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { accountOf } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { type BundlePower, buildBundle } from "./build-bundle.ts";
import * as store from "./bundle.store.ts";
import { bundleParts } from "./bundle-parts.ts";

const keptDays = 14;
const place = (id: string) => `audit_bundle.archive.${id}`;

/** The union's auditors and those who answer for the campaign. */
const mayBundle: Rule<{ node: string }> = (actor, campaign) =>
  hasDuty(actor, "audit.read", campaign.node) || mayManage(actor, campaign) || mayApprove(actor, campaign);

/** Asks for a bundle; a job builds it. Whole names need a reason, and both are written into the audit. */
export async function requestBundle(
  ctx: Ctx,
  campaignId: string,
  given: { fullNames: boolean; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const campaign = await getCampaign(tx, campaignId);
    const id = uuidv7();
    await store.insertBundle(tx.db, {
      ...{ id, campaignId, node: campaign.node, steps: bundleParts.length + 1, ...given },
      ...{ createdBy: accountOf(tx), createdByName: tx.actor.kind === "staff" ? tx.actor.name : "" },
    });
    await note(tx, campaign, "benefits.bundle_requested", { bundleId: id, ...given });
    await enqueue(tx, bundleJob, { bundleId: id }, { singletonKey: id });
  });
}

/** The bundles of a campaign, newest first. */
export async function listCampaignBundles(ctx: Ctx, campaignId: string) {
  return transact(ctx, async (tx) => {
    await getCampaign(tx, campaignId);
    const rows = await store.listBundles(tx.db, campaignId);
    return rows.map(({ node: _node, campaignId: _campaign, createdByName, createdAt, expiresAt, ...row }) => ({
      ...{ ...row, createdBy: createdByName, createdAt: createdAt.toISOString() },
      expiresAt: expiresAt?.toISOString() ?? null,
    }));
  });
}

/** The archive itself, opened; who took it is written down. Throws benefits.no_such_bundle, benefits.bundle_not_ready. */
export async function downloadBundle(ctx: Ctx, power: BundlePower, id: string): Promise<Buffer> {
  const bundle = await transact(ctx, async (tx) => {
    const row = await store.findBundle(tx.db, id);
    if (row === undefined) throw noSuchBundle();
    const campaign = await getCampaign(tx, row.campaignId);
    if (row.state !== "ready") throw bundleNotReady();
    await note(tx, campaign, "benefits.bundle_downloaded", { bundleId: id, fullNames: row.fullNames });
    return row;
  });
  const stream = await power.storage.read(storageKey(id));
  if (stream === undefined) throw noSuchBundle();
  const zip = Buffer.from(open(power.secrets, place(bundle.id), await buffer(stream)), "base64");
  if (createHash("sha256").update(zip).digest("hex") !== bundle.sha256) throw noSuchBundle();
  return zip;
}

let power: BundlePower | undefined;
/** Gives this process what its jobs build with. */
export function equipBundles(given: BundlePower): void {
  power = given;
}

export const bundleJob = defineJob({
  name: "benefits.build_bundle",
  data: z.object({ bundleId: z.uuid() }),
  retries: 1,
  handler: async (ctx, { bundleId }) => {
    if (power === undefined) throw new Error("equipBundles has not run in this process.");
    await makeBundle(ctx, power, bundleId);
  },
});

/** Builds one bundle and keeps it encrypted. Idempotent: one that is ready stays as it is. */
export async function makeBundle(system: Ctx, given: BundlePower, id: string): Promise<void> {
  const found = await transact(system, async (tx) => {
    const bundle = await store.findBundle(tx.db, id);
    const campaign = bundle && (await findCampaign(tx.db, bundle.campaignId));
    return bundle === undefined || campaign === undefined ? undefined : { bundle, campaign };
  });
  if (found === undefined || found.bundle.state === "ready" || found.bundle.state === "gone") return;
  const { bundle, campaign } = found;
  const progress = (done: number) =>
    transact(system, async (tx) => void (await store.setBundleProgress(tx.db, id, done)));
  try {
    await progress(0);
    const { zip, checks } = await buildBundle(system, given, { campaign, fullNames: bundle.fullNames, progress });
    await given.storage.put(storageKey(id), seal(given.secrets, place(id), Buffer.from(zip).toString("base64")));
    const digest = createHash("sha256").update(zip).digest();
    const failedChecks = checks.filter(({ ok }) => !ok).length;
    await transact(system, (tx) =>
      store.finishBundle(tx.db, id, { bytes: zip.length, sha256: digest, failedChecks, days: keptDays }),
    );
  } catch (error) {
    await transact(system, (tx) => store.failBundle(tx.db, id));
    throw error;
  }
}

/** Deletes the archives whose days are over. Gives how many. */
export async function sweepBundles(system: Ctx, given: BundlePower | undefined = power): Promise<number> {
  if (given === undefined) return 0;
  const expired = await transact(system, (tx) => store.listExpired(tx.db));
  for (const { id } of expired) {
    await given.storage.remove(storageKey(id));
    await transact(system, (tx) => store.forgetBundle(tx.db, id));
  }
  return expired.length;
}

async function getCampaign(tx: Tx, id: string): Promise<CampaignRow> {
  const campaign = await findCampaign(tx.db, id);
  if (campaign === undefined || !(mayRead(tx.actor, campaign) || mayBundle(tx.actor, campaign))) throw noSuchCampaign();
  authorise(tx.actor, mayBundle, campaign);
  return campaign;
}
