import { openSource } from "#engines/funds";
import { createCap } from "#engines/stock";
import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { blindIndex, type Secrets, seal } from "#kernel/secrets/secrets";
import { addOrganisation, type EmploymentForm, insertPeople } from "#modules/membership";
import { noSuchCampaign } from "../benefits.errors.ts";
import { budgetNeededFen } from "../campaigns/campaign.rules.ts";
import type { Campaign } from "../campaigns/campaign.schemas.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { draftCampaign } from "../campaigns/draft-campaign.service.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { capOf, publishRound } from "../campaigns/publish-round.ts";
import { insertClerk, updateClerk } from "../merchants/merchant.store.ts";
import { addStore } from "../merchants/merchant-stores.service.ts";
import { addMerchant } from "../merchants/merchants.service.ts";
import {
  type PlayFacts,
  playDays,
  playEligibility,
  playMemberNumber,
  playName,
  playPhone,
  type timesOf,
} from "./rehearsal.rules.ts";
import { allowPlay } from "./rehearsal.store.ts";

export interface Play {
  secrets: Secrets;
  campaign: Campaign;
  times: ReturnType<typeof timesOf>;
  phones: number;
  units: number;
  /** Hashed PINs of the play store's clerks; the first may answer for the merchant. */
  pinHashes: readonly string[];
  /** Who runs it. */
  by: { id: string; name: string };
}

export interface PlayTree {
  root: { id: string; node: string };
  campaignId: string;
  storeId: string;
  personIds: string[];
}

interface Union {
  id: string;
  node: string;
}

/** So that more units can be played in: the books of a play tree are its own. */
const spareMoney = 100;

/**
 * Builds what is played: a union of its own without anything above it, and in it members, a shop, money and a copy of the campaign
 * with one round. Wants the server's sight and acts as the server; the caller has authorised it.
 */
export async function buildPlay(tx: Tx, play: Play): Promise<PlayTree> {
  const name = `演练 · ${play.campaign.title}`;
  const root = await addOrganisation(tx, { play: true, name, shortName: name, kind: "county" });
  const { rules, facts } = playEligibility(play.campaign.eligibility);
  const personIds = await addMembers(tx, play, root, facts);
  const storeId = await addShop(tx, play, root);
  const campaign = await copyInto(tx, { play, root, storeId, eligibility: rules });
  await publish(tx, play, campaign);
  return { root, campaignId: campaign.id, storeId, personIds };
}

function addMembers(tx: Tx, { secrets, phones }: Play, root: Union, facts: PlayFacts): Promise<string[]> {
  const people = Array.from({ length: phones }, (_, index) => ({
    name: playName(index + 1),
    phone: playPhone(root.node, index + 1),
    memberNumber: playMemberNumber(root.node, index + 1),
    ...{ sex: null, birthDate: null, verified: true, tags: facts.tags },
    employmentForm: facts.employmentForm as EmploymentForm, // of the form's own rule; the database checks it
    union: root,
  }));
  return insertPeople(tx, secrets, people, dayOf(tx.clock.now()));
}

/** Merchant, store and the two clerks that an undo takes. */
async function addShop(tx: Tx, { secrets, pinHashes }: Play, root: Union): Promise<string> {
  const named = { name: "演练商户", tradeName: "演练商户", badge: false, agreementUntil: null };
  const merchant = await addMerchant(tx, { parentId: root.id, ...named });
  const merchantId = merchant.organisationId;
  const store = await addStore(tx, { merchantId, name: "演练门店", address: "" });
  for (const [index, pinHash] of pinHashes.entries()) {
    const id = uuidv7();
    const phone = playPhone(root.node, 90 + index);
    const name = `演练店员${"甲乙"[index]}`;
    await insertClerk(tx.db, {
      ...{ id, merchantId, node: merchant.node, name, pinHash, phoneTail: phone.slice(-4) },
      phoneSealed: seal(secrets, `clerk.phone.${id}`, phone),
      phoneIndex: blindIndex(secrets, "clerk.phone", phone),
    });
    await updateClerk(tx.db, { id, name, manager: index === 0 });
  }
  return store.id;
}

interface Copying {
  play: Play;
  root: Union;
  storeId: string;
  eligibility: Campaign["eligibility"];
}

/** The campaign as it is, but for its money, stores, shares, picture and times. */
async function copyInto(tx: Tx, { play, root, storeId, eligibility }: Copying): Promise<CampaignRow> {
  const { campaign, times, units } = play;
  const { title, theme, tags, description, rules, coverColour, till, awardsChecked, schedule } = campaign;
  const kinds = campaign.kinds.map(({ id: _, ...kind }) => ({
    ...kind,
    ...{ stockPerRound: units, shares: [], validDays: playDays(kind.validDays) },
  }));
  const budgetFen = budgetNeededFen(kinds, 1);
  const startsOn = dayOf(tx.clock.now());
  const fundSourceId = await openSource(tx, {
    ...{ node: root.node, name: "演练资金", year: Number(startsOn.slice(0, 4)), budgetFen: budgetFen * spareMoney },
    reference: { type: "rehearsal", id: root.id },
  });
  const drafted = await draftCampaign(tx, {
    ...{ title, theme, tags, description, rules, coverColour, till, awardsChecked, eligibility, kinds },
    ...{ organisationId: root.id, storeIds: [storeId], coverFileId: null, budgetFen, fundSourceId, startsOn },
    endsOn: addDays(startsOn, Math.max(...kinds.map((kind) => kind.validDays))),
    schedule: {
      ...{ rule: null, mode: schedule.mode, firstOpensAt: times.opensAt.toISOString() },
      entryMinutes: (times.opensAt.getTime() - times.entryOpensAt.getTime()) / 60_000,
      openMinutes: Math.floor((times.endsBy.getTime() - times.opensAt.getTime()) / 60_000),
    },
  });
  await allowPlay(tx.db, drafted.id, play.by);
  const row = await findCampaign(tx.db, drafted.id);
  if (row === undefined) throw noSuchCampaign();
  return row;
}

async function publish(tx: Tx, { secrets, times }: Play, campaign: CampaignRow): Promise<void> {
  const kinds = await listKinds(tx.db, [campaign.id]);
  for (const kind of kinds) await createCap(tx, { ...capOf(kind), node: campaign.node });
  const { opensAt, endsBy: closesAt } = times;
  const entryOpensAt = campaign.mode === "first_come" ? null : times.entryOpensAt;
  const round = { number: 1, entryOpensAt, opensAt, closesAt };
  await publishRound(tx, secrets, { campaign, kinds, round, rehearsal: true });
}
