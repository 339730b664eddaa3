import { recordDecision, type Verdict } from "#engines/decisions";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { rowsPerPicture } from "#kernel/pictures/rows-per-picture";
import { authorise, can, type Rule } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { peopleBriefs } from "#modules/membership";
import {
  nobodyToPublish,
  noSuchCampaign,
  noSuchNotice,
  noSuchRelease,
  noticeTooLong,
  tooManyToPublish,
  wrongDays,
  wrongState,
} from "../benefits.errors.ts";
import { mayApprove, mayManage, mayRead } from "../benefits.policy.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { findRoundReleasesOf } from "../campaigns/round.store.ts";
import { publicName } from "./masked-name.rules.ts";
import { noticeStateOn } from "./notice.rules.ts";
import { mostRows, type NewNotice, type NoticeRow } from "./notice.schemas.ts";
import * as store from "./notice.store.ts";

const longestDays = 60;
const noticeObject = (id: string) => ({ type: "notice", id });

const noticePolicy = {
  decide: (actor, notice) =>
    notice.state === "proposed" &&
    mayApprove(actor, notice) &&
    actor.kind === "staff" &&
    actor.accountId !== notice.createdBy,
  extend: (actor, notice) => notice.state === "published" && mayManage(actor, notice),
  withdraw: (actor, notice) =>
    (notice.state === "published" || notice.state === "proposed") &&
    (mayManage(actor, notice) || mayApprove(actor, notice)),
} satisfies Record<string, Rule<store.NoticeRecord>>;

/**
 * Writes down who got something, names masked, to hang out from its first day: at once, or when a second person agrees.
 * Throws benefits.nobody_to_publish, benefits.too_many_to_publish, benefits.notice_too_long, benefits.wrong_days.
 */
export async function proposeNotice(ctx: Ctx, secrets: Secrets, campaignId: string, given: NewNotice): Promise<void> {
  await transact(ctx, async (tx) => {
    const campaign = await getCampaign(tx, campaignId);
    authorise(tx.actor, mayManage, campaign);
    if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    assertDays(given.startsOn, given.endsOn, dayOf(tx.clock.now()));
    const rows = await rowsOf(tx, secrets, campaign, given);

    const id = uuidv7();
    const { releaseId, title, contactName, contactLine, startsOn, endsOn } = given;
    await store.insertNotice(tx.db, {
      ...{ id, campaignId, releaseId, node: campaign.node, title, contactName, contactLine, startsOn, endsOn },
      ...{ rows, people: rows.length, state: given.secondPerson ? "proposed" : "published" },
      ...{ createdBy: tx.actor.accountId, createdByName: tx.actor.name },
    });
    await recordDecision(tx, {
      ...{ object: noticeObject(id), node: campaign.node, revision: 1, step: "handed_in", verdict: "passed" },
      distinctFrom: [],
    });
    await note(tx, campaign, "benefits.notice_proposed", { noticeId: id, people: rows.length, startsOn, endsOn });
  });
}

/** The second person's yes or no. Throws decisions.same_person, decisions.note_missing, benefits.wrong_state. */
export async function decideNotice(ctx: Ctx, id: string, given: { verdict: Verdict; note: string }): Promise<string> {
  return transact(ctx, async (tx) => {
    const notice = await getLocked(tx, id);
    authorise(tx.actor, mayApprove, notice);
    if (notice.state !== "proposed") throw wrongState(notice.state, "decide");

    await recordDecision(tx, {
      ...{ object: noticeObject(id), node: notice.node, revision: 1, step: "approved", ...given },
      ...{ distinctFrom: ["handed_in"], notBy: [notice.createdBy] },
    });
    const passed = given.verdict === "passed";
    await store.setNoticeState(tx.db, id, passed ? "published" : "refused", passed ? null : given.note);
    const campaign = await getCampaign(tx, notice.campaignId);
    if (passed) await note(tx, campaign, "benefits.notice_approved", { noticeId: id });
    else await note(tx, campaign, "benefits.notice_refused", { noticeId: id, note: given.note });
    return notice.campaignId;
  });
}

/** Lets it hang out longer. Throws benefits.notice_too_long, benefits.wrong_days. */
export async function extendNotice(ctx: Ctx, id: string, given: { endsOn: string; reason: string }): Promise<string> {
  return transact(ctx, async (tx) => {
    const notice = await getLocked(tx, id);
    authorise(tx.actor, mayManage, notice);
    const today = dayOf(tx.clock.now());
    if (!["published", "planned"].includes(noticeStateOn(notice, today))) throw wrongState(notice.state, "extend");
    if (given.endsOn <= notice.endsOn) throw wrongDays();
    assertDays(notice.startsOn, given.endsOn, today);

    await store.setNoticeEnd(tx.db, id, given.endsOn);
    const before = notice.endsOn;
    await note(tx, await getCampaign(tx, notice.campaignId), "benefits.notice_extended", {
      noticeId: id,
      before,
      ...given,
    });
    return notice.campaignId;
  });
}

/** Takes it down before its end; its rows are gone at once. */
export async function takeDownNotice(ctx: Ctx, id: string, reason: string): Promise<string> {
  return transact(ctx, async (tx) => {
    const notice = await getLocked(tx, id);
    authorise(tx.actor, noticePolicy.withdraw, { ...notice, state: "published" });
    if (notice.state !== "published" && notice.state !== "proposed") throw wrongState(notice.state, "withdraw");

    await store.withdrawNotice(tx.db, id, reason);
    await note(tx, await getCampaign(tx, notice.campaignId), "benefits.notice_withdrawn", { noticeId: id, reason });
    return notice.campaignId;
  });
}

/** Takes down what has hung out to its end; any process may do it. Gives how many. */
export async function withdrawOverdue(system: Ctx): Promise<number> {
  return transact(system, async (tx) => {
    const overdue = await store.listOverdue(tx.db, dayOf(tx.clock.now()));
    for (const { id, campaignId } of overdue) {
      await store.withdrawNotice(tx.db, id, null);
      await note(tx, await getAny(tx, campaignId), "benefits.notice_ended", { noticeId: id });
    }
    return overdue.length;
  });
}

/** Every publication of a campaign, with what the reader may do. */
export async function noticesOfCampaign(ctx: Ctx, campaignId: string) {
  return transact(ctx, async (tx) => {
    const campaign = await getCampaign(tx, campaignId);
    const today = dayOf(tx.clock.now());
    const notices = await store.listNotices(tx.db, campaignId);
    const items = notices.map((notice) => viewNotice(notice, today, can(tx.actor, noticePolicy, notice)));
    return { items, can: { propose: mayManage(tx.actor, campaign) } };
  });
}

function viewNotice(
  notice: store.NoticeRecord,
  today: string,
  may: { decide: boolean; extend: boolean; withdraw: boolean },
) {
  const { rows, node: _node, createdBy: _by, createdByName, createdAt, ...shown } = notice;
  const parts = Array.from({ length: Math.ceil(rows.length / rowsPerPicture) }, (_, index) => index + 1);
  return {
    ...{ ...shown, state: noticeStateOn(notice, today), sample: rows.slice(0, 20) },
    ...{ createdBy: createdByName, createdAt: createdAt.toISOString() },
    ...{ page: `/notices/${notice.id}`, excel: `/api/notices/${notice.id}/excel` },
    ...{ pictures: parts.map((part) => `/api/notices/${notice.id}/picture?part=${part}`), can: may },
  };
}

async function rowsOf(tx: Tx, secrets: Secrets, campaign: CampaignRow, given: NewNotice): Promise<NoticeRow[]> {
  const own = (await findRoundReleasesOf(tx.db, campaign.id)).map(({ releaseId }) => releaseId);
  if (given.releaseId !== null && !own.includes(given.releaseId)) throw noSuchRelease();
  const winners = await store.listWinners(tx.db, given.releaseId === null ? own : [given.releaseId]);
  if (winners.length > mostRows) throw tooManyToPublish(mostRows);
  const briefs = await peopleBriefs(tx.db, secrets, [...new Set(winners.map(({ personId }) => personId))]);
  const rows = winners.flatMap(({ personId, what, awarded }) => {
    const brief = briefs.get(personId);
    if (brief === undefined) return []; // who has left is named no more
    const tail = given.tails ? brief.phoneMasked.slice(-4) : "";
    return { name: publicName(brief.name), union: brief.union, tail, what, awarded };
  });
  if (rows.length === 0) throw nobodyToPublish();
  return rows;
}

function assertDays(startsOn: string, endsOn: string, today: string): void {
  if (endsOn < today || endsOn < startsOn) throw wrongDays();
  if (endsOn > addDays(startsOn, longestDays)) throw noticeTooLong(longestDays);
}

async function getCampaign(tx: Tx, id: string): Promise<CampaignRow> {
  const campaign = await getAny(tx, id);
  if (!mayRead(tx.actor, campaign)) throw noSuchCampaign();
  return campaign;
}

async function getAny(tx: Tx, id: string): Promise<CampaignRow> {
  const campaign = await findCampaign(tx.db, id);
  if (campaign === undefined) throw noSuchCampaign();
  return campaign;
}

async function getLocked(tx: Tx, id: string): Promise<store.NoticeRecord> {
  const notice = await store.lockNotice(tx.db, id);
  if (notice === undefined || !mayRead(tx.actor, notice)) throw noSuchNotice();
  return notice;
}
