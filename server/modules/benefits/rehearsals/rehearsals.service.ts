import { revokeDevices } from "#engines/codes";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isOfPlay } from "#kernel/http/play";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { revokeSessionsOf } from "#kernel/sign-in/sessions";
import { noSuchCampaign, noSuchRehearsal, rehearsalOver } from "../benefits.errors.ts";
import { mayRead, mayRehearse } from "../benefits.policy.ts";
import { stateOn } from "../campaigns/campaign.rules.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { findRoundReleasesOf } from "../campaigns/round.store.ts";
import { databaseNow } from "../database-now.ts";
import { findStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { makePairingCode } from "../tills/pair-till.service.ts";
import { listTills } from "../tills/till.store.ts";
import { hashOfLink, linkKey, playPins } from "./play-keys.ts";
import { linkMinutes, playName } from "./rehearsal.rules.ts";
import type { Rehearsal, RehearsalSummary } from "./rehearsal.schemas.ts";
import * as store from "./rehearsal.store.ts";

/** The rehearsals of a campaign, the latest first. Throws benefits.no_such_campaign. */
export async function listRehearsals(ctx: Ctx, campaignId: string) {
  return transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();

    const rows = await store.listRehearsals(tx.db, campaignId);
    const items: RehearsalSummary[] = [];
    for (const row of rows) items.push(summaryOf(row, await figuresNow(tx, row)));
    const state = stateOn(campaign.state, campaign.startsOn, campaign.endsOn, dayOf(tx.clock.now()));
    const start = !isOfPlay(tx.actor) && mayRehearse(tx.actor, campaign) && state !== "ended";
    return { items, can: { start } };
  });
}

/** A rehearsal; for whoever may run it with the links of its phones and the PINs of its till. Throws benefits.no_such_rehearsal. */
export async function getRehearsal(
  ctx: Ctx,
  { secrets, origin }: { secrets: Secrets; origin: string },
  id: string,
): Promise<Rehearsal> {
  return transact(ctx, async (tx) => {
    const row = await getVisible(tx, id, store.findRehearsal);
    const run = mayRehearse(tx.actor, row);

    const phones = await store.listPhones(tx.db, id);
    const now = await databaseNow(tx.db);
    const linkOf = (phone: store.PhoneRow) =>
      run && phone.takenAt === null && phone.linkUntil > now ? `${origin}/play/enter#${linkKey(secrets, phone)}` : null;
    const mine = tx.actor.kind === "staff" && tx.actor.accountId === row.startedBy;
    // What is played lies outside everybody's tree; whose rehearsal it is was asked above.
    const played = await seeingAll(tx, () => playedIn(tx, row, run ? playPins(secrets, id) : undefined));
    return {
      ...summaryOf(row, await figuresNow(tx, row)),
      ...{ mine, can: { run }, playCampaignId: row.playCampaignId, ...played },
      links: phones.map((phone) => ({
        ...{ number: phone.number, name: playName(phone.number), personId: phone.personId },
        ...{ taken: phone.takenAt !== null, url: linkOf(phone) },
      })),
    };
  });
}

/** A new link for a phone; whoever came in by an earlier one is out. Throws benefits.no_such_rehearsal, benefits.rehearsal_over. */
export async function renewPhone(ctx: Ctx, secrets: Secrets, given: { id: string; phone: number }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getOwn(tx, given.id, store.lockRehearsal);
    if (row.endedAt !== null) throw rehearsalOver();
    const phone = await store.lockPhone(tx.db, given.id, given.phone);
    if (phone === undefined) throw noSuchRehearsal();

    const renewals = phone.renewals + 1;
    const linkUntil = new Date((await databaseNow(tx.db)).getTime() + linkMinutes * 60_000);
    const renewed = { ...phone, renewals, linkUntil };
    await store.renewLink(tx.db, renewed, hashOfLink(linkKey(secrets, renewed)));
    await seeingAll(tx, async () => {
      await revokeSessionsOf(tx, phone.personId, "rehearsal_link_renewed");
      await revokeDevices(tx, phone.personId);
    });
  });
}

/** A code that makes a browser the play till. Throws benefits.no_such_rehearsal, benefits.rehearsal_over. */
export async function makeTillCode(ctx: Ctx, { secrets, origin }: { secrets: Secrets; origin: string }, id: string) {
  return transact(ctx, async (tx) => {
    const row = await getOwn(tx, id, store.lockRehearsal);
    if (row.endedAt !== null) throw rehearsalOver();

    const server: Tx = { ...tx, actor: { kind: "system", name: "rehearsal" } };
    const { pairingCode, expiresAt } = await seeingAll(tx, () => makePairingCode(server, secrets, row.playStoreId));
    const url = `${origin}/play/partner/pair?code=${pairingCode}`;
    return { pairingCode, url, expiresAt: expiresAt.toISOString() };
  });
}

type Find = (db: Tx["db"], id: string) => Promise<store.RehearsalRow | undefined>;

async function getVisible(tx: Tx, id: string, find: Find): Promise<store.RehearsalRow> {
  const row = await find(tx.db, id);
  if (row === undefined || !mayRead(tx.actor, row)) throw noSuchRehearsal();
  return row;
}

/** A rehearsal that the actor may run. Throws benefits.no_such_rehearsal, access.forbidden. */
export async function getOwn(tx: Tx, id: string, find: Find): Promise<store.RehearsalRow> {
  const row = await getVisible(tx, id, find);
  authorise(tx.actor, mayRehearse, row);
  return row;
}

async function playedIn(tx: Tx, row: store.RehearsalRow, pins: readonly string[] | undefined) {
  const [shop] = await findStores(tx.db, [row.playStoreId]);
  const kinds = new Map((await listKinds(tx.db, [row.playCampaignId])).map((kind) => [kind.id, kind.title]));
  const releases = await findRoundReleasesOf(tx.db, row.playCampaignId);
  const tills = shop === undefined ? [] : await listTills(tx.db, shop.merchantId);
  const shown = row.endedAt === null && pins !== undefined;
  const clerks = shown ? await store.listPlayClerks(tx.db, row.playStoreId) : [];
  return {
    title: (await findCampaign(tx.db, row.playCampaignId))?.title ?? "",
    releases: releases.map(({ releaseId, kindId }) => ({ id: releaseId, title: kinds.get(kindId) ?? "" })),
    till: {
      ...{ store: shop?.name ?? "", paired: tills.length },
      clerks: clerks.map((clerk, index) => ({ ...clerk, pin: pins?.[index] ?? "" })),
    },
  };
}

/** As written down at the end, or as it stands. */
export async function figuresNow(tx: Tx, row: store.RehearsalRow): Promise<store.Figures> {
  const { entered, won, redeemed } = row;
  if (entered !== null && won !== null && redeemed !== null) return { entered, won, redeemed };
  return seeingAll(tx, () => store.figuresOf(tx.db, row.playCampaignId));
}

const summaryOf = (row: store.RehearsalRow, figures: store.Figures): RehearsalSummary => ({
  ...{ id: row.id, campaignId: row.campaignId, startedBy: row.startedByName, phones: row.phones, ...figures },
  startedAt: row.startedAt.toISOString(),
  opensAt: row.opensAt.toISOString(),
  endsBy: row.endsBy.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  endedBy: row.endedByName,
});
