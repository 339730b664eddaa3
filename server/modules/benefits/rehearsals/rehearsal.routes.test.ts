import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { membership } from "#modules/membership";
import { releases } from "#modules/releases";
import { aCode, aDuty, aTestCity, aUnit, someVoucherHolders } from "../benefits.builders.ts";
import { endDueRehearsals } from "./end-rehearsal.service.ts";
import { aDraft, aPlayTill, aRehearsal, asking, keyOf, letTimeEnd, openNow, scan } from "./rehearsals.builders.ts";

const { world, city } = await aTestCity({ also: [membership, releases] });
const { post, get } = asking(world);

const startUrl = (campaignId: string) => `/api/staff/campaigns/${campaignId}/rehearsals`;
const rehearsalUrl = (id: string) => `/api/staff/rehearsals/${id}`;
const code = (answer: { json(): { code?: string } }) => answer.json().code;
describe("starting a rehearsal", () => {
  test("is for those who make or allow the campaign, once at a time", async () => {
    const draft = await aDraft(world, city);
    const unit = await aUnit(world, city);
    const reader = await aDuty(world, city, "benefits.reader");
    const stranger = await aDuty(world, unit, "benefits.maker");
    expect((await post("", startUrl(draft.campaignId), { phones: 2 })).statusCode).toBe(401);
    expect((await post(reader.cookie, startUrl(draft.campaignId), { phones: 2 })).statusCode).toBe(403);
    expect((await post(stranger.cookie, startUrl(draft.campaignId), { phones: 2 })).statusCode).toBe(404);
    for (const phones of [0, 21])
      expect((await post(draft.officer.cookie, startUrl(draft.campaignId), { phones })).statusCode).toBe(400);

    const both = await Promise.all(
      [2, 2].map((phones) => post(draft.officer.cookie, startUrl(draft.campaignId), { phones })),
    );
    expect(both.map((one) => one.statusCode).sort()).toEqual([201, 409]);
    expect(code(both.find((one) => one.statusCode === 409) as never)).toBe("benefits.rehearsal_running");
  });

  test("needs vouchers to play with, and a campaign that has not ended", async () => {
    const empty = await aDraft(world, city, { kinds: [] });
    expect(code(await post(empty.officer.cookie, startUrl(empty.campaignId), { phones: 2 }))).toBe(
      "benefits.incomplete",
    );
    const over = await aDraft(world, city);
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.campaign set state = 'approved', checked_by = gen_random_uuid(), starts_on = '2020-01-01',
        ends_on = '2020-01-02' where id = ${over.campaignId}`.execute(tx.db),
    );
    expect(code(await post(over.officer.cookie, startUrl(over.campaignId), { phones: 2 }))).toBe(
      "benefits.wrong_state",
    );
  });

  test("gives a link for every phone and stock for about half of them", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft, { phones: 5 });
    expect(rehearsal).toMatchObject({ phones: 5, entered: 0, won: 0, redeemed: 0, mine: true, endedAt: null });
    expect(rehearsal.links.map((link: { name: string }) => link.name)).toEqual([
      ...["演练01", "演练02", "演练03", "演练04", "演练05"],
    ]);
    expect(new Set(rehearsal.links.map(keyOf)).size).toBe(5);
    expect(rehearsal.till.clerks).toHaveLength(2);
    const release = await get(draft.officer.cookie, `/play/api/staff/releases/${rehearsal.releases[0].id}`);
    expect(release.json()).toMatchObject({ capacity: 2, title: "满200减100" });
  });
});

describe("a play phone", () => {
  test("is signed in by its link once, in the play space only", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const [link] = rehearsal.links;
    expect(code(await post("", "/api/rehearsals/enter", { key: keyOf(link) }))).toBe("benefits.rehearsal_link_wrong");
    const phone = await scan(world, link);
    expect(phone).toMatch(/^gh_play_member=/);
    expect((await get(phone, "/play/api/member/me")).json()).toMatchObject({ name: "演练01" });
    expect(code(await post("", "/play/api/rehearsals/enter", { key: keyOf(link) }))).toBe(
      "benefits.rehearsal_link_wrong",
    );
    expect(code(await post("", "/play/api/rehearsals/enter", { key: "nonsense" }))).toBe(
      "benefits.rehearsal_link_wrong",
    );

    // The token is worth nothing where real members are, whatever it is called.
    const token = phone.split("=")[1];
    for (const cookie of [phone, `gh_member=${token}`])
      expect((await get(cookie, "/api/member/me")).statusCode).toBe(401);
    const seen = (await get(draft.officer.cookie, rehearsalUrl(rehearsal.id))).json();
    expect(seen.links[0]).toMatchObject({ taken: true, url: null });
  });

  test("and a real member's phone do not meet: each has its own cookie, list and pages", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const real = await someVoucherHolders(world, city);
    const phone = await scan(world, rehearsal.links[0]);
    const both = `${phone}; ${real.cookie}`;
    const titles = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);
    expect(titles(await get(both, "/play/api/releases"))).toEqual(
      rehearsal.releases.map((one: { id: string }) => one.id),
    );
    expect(titles(await get(both, "/api/releases"))).not.toContain(rehearsal.releases[0].id);
    expect((await get(both, "/api/member/me")).json().personId).toBe(real.person);
    expect((await get(real.cookie, "/play/api/member/me")).statusCode).toBe(401);
    expect((await get(both, `/api/releases/${rehearsal.releases[0].id}`)).statusCode).toBe(404);
    expect((await get(both, `/play/api/releases/${real.quotaId}`)).statusCode).toBe(404);
  });

  test("gets a new link when its own was lost; who came in by the old one is out", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const old = await scan(world, rehearsal.links[0]);
    const renewed = await post(draft.officer.cookie, `${rehearsalUrl(rehearsal.id)}/phones/1/link`);
    expect(renewed.statusCode, renewed.body).toBe(200);
    expect(keyOf(renewed.json().links[0])).not.toBe(keyOf(rehearsal.links[0]));
    await expect.poll(async () => (await get(old, "/play/api/member/me")).statusCode).toBe(401);
    expect(await scan(world, renewed.json().links[0])).toMatch(/gh_play_member/);
    expect((await post(draft.officer.cookie, `${rehearsalUrl(rehearsal.id)}/phones/9/link`)).statusCode).toBe(404);
  });

  test("sends no message to any telephone and signs nobody real in", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const phone = await scan(world, rehearsal.links[0]);
    for (const [url, payload] of [
      ["/play/api/member/phone/codes", { newPhone: "13900001111" }],
      ["/play/api/member/sign-in/codes", { phone: "13900001111" }],
      ["/play/api/till/sign-in/codes", { phone: "13900001111" }],
    ] as const)
      expect([url, code(await post(phone, url, payload))]).toEqual([url, "access.not_in_play"]);
  });
});

describe("the play till", () => {
  test("takes vouchers of the rehearsal and undoes them; real ones and real tills never meet it", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const real = await someVoucherHolders(world, city, { holders: 2 });
    const [link] = rehearsal.links;
    const phone = await scan(world, link);
    await openNow(world, rehearsal.releases[0].id);
    const claimed = await post(phone, `/play/api/releases/${rehearsal.releases[0].id}/claims`);
    expect(claimed.statusCode, claimed.body).toBe(201);
    const { cookie, me } = await aPlayTill(world, draft.officer, rehearsal);
    const [first, second] = me.clerks;
    const [pinOne, pinTwo] = rehearsal.till.clerks.map((clerk: { pin: string }) => clerk.pin);
    expect((await post(cookie, "/play/api/till/clerk", { clerkId: first.id, pin: pinOne })).statusCode).toBe(200);
    expect((await get(cookie, "/api/till/me")).statusCode).toBe(401);

    const shown = await post(phone, "/play/api/member/code", { purpose: "redeem", claimId: claimed.json().id });
    expect(shown.statusCode, shown.body).toBe(200);
    const bill = { code: shown.json().code, amountFen: 30_000 };
    expect(code(await post(real.shop.cookie, "/api/till/redemptions", bill))).toBe("benefits.other_space");
    expect(code(await post(real.shop.cookie, "/api/till/check", bill))).toBe("benefits.other_space");
    const realCode = await aCode(world, real.person, real.claim);
    const realBill = { code: realCode, amountFen: 30_000 };
    expect(code(await post(cookie, "/play/api/till/redemptions", realBill))).toBe("benefits.other_space");

    const redeemed = await post(cookie, "/play/api/till/redemptions", bill);
    expect(redeemed.statusCode, redeemed.body).toBe(201);
    const undoUrl = `/play/api/till/redemptions/${redeemed.json().id}/undo`;
    const figures = async () => (await get(draft.officer.cookie, rehearsalUrl(rehearsal.id))).json();
    expect(await figures()).toMatchObject({ entered: 1, won: 1, redeemed: 1, till: { paired: 1 } });
    const undone = await post(cookie, undoUrl, { clerkId: second.id, pin: pinTwo, reason: "演练" });
    expect(undone.statusCode, undone.body).toBe(200);
    expect(await figures()).toMatchObject({ entered: 1, won: 1, redeemed: 1 });
    // And what was refused at the real till is untouched there.
    expect((await post(real.shop.cookie, "/api/till/redemptions", realBill)).statusCode).toBe(201);
  });

  test("is paired in the play space only, and a real pairing code opens nothing there", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const made = await post(draft.officer.cookie, `${rehearsalUrl(rehearsal.id)}/till-codes`);
    expect(made.json().url).toContain("/play/partner/pair?code=");
    const device = { deviceName: "平板" };
    const play = { pairingCode: made.json().pairingCode, ...device };
    expect(code(await post("", "/api/till/pair", play))).toBe("benefits.pairing_code_wrong");
    const realMade = await post(draft.officer.cookie, `/api/staff/stores/${draft.shop.store.id}/pairing`);
    expect(realMade.statusCode, realMade.body).toBe(201);
    const real = { pairingCode: realMade.json().pairingCode, ...device };
    expect(code(await post("", "/play/api/till/pair", real))).toBe("benefits.pairing_code_wrong");
  });
});

describe("who runs a rehearsal", () => {
  test("sees it in the play space, pauses, adds units and answers at the desk there; everybody else sees nothing", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const [release] = rehearsal.releases;
    const { officer } = draft;
    const url = `/api/staff/releases/${release.id}`;
    expect((await get(officer.cookie, `/play${url}`)).json().can).toMatchObject({ pause: true, topUp: true });
    expect((await get(officer.cookie, url)).statusCode).toBe(404);
    expect((await post(officer.cookie, `/play${url}/pause`, { reason: "演练暂停" })).statusCode).toBe(200);
    expect((await post(officer.cookie, `/play${url}/resume`)).statusCode).toBe(200);
    expect((await post(officer.cookie, `/play${url}/top-up`, { units: 3 })).json()).toMatchObject({ capacity: 4 });
    const why = await get(officer.cookie, `/play${url}/why?personId=${rehearsal.links[0].personId}`);
    expect(why.statusCode, why.body).toBe(200);

    const campaigns = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map(({ id }) => id);
    expect(campaigns(await get(officer.cookie, "/play/api/staff/campaigns"))).toEqual([rehearsal.playCampaignId]);
    expect(campaigns(await get(officer.cookie, "/api/staff/campaigns"))).not.toContain(rehearsal.playCampaignId);
    const other = await aDuty(world, city, "benefits.maker", "benefits.checker", "releases.runner");
    for (const space of ["", "/play"])
      expect((await get(other.cookie, `${space}${url}`)).statusCode, space).toBeGreaterThan(400);
    // A colleague who may rehearse reads the page, but it is not hers to play.
    const read = async (who: { cookie: string }) => (await get(who.cookie, rehearsalUrl(rehearsal.id))).json();
    expect(await read(other)).toMatchObject({ mine: false, can: { run: true } });
    // Who only reads sees how it goes, and nothing that opens a phone or the till.
    const reader = await read(await aDuty(world, city, "benefits.reader"));
    expect(reader).toMatchObject({ mine: false, can: { run: false }, phones: 3, till: { clerks: [] } });
    expect(reader.links.map((link: { url: string | null }) => link.url)).toEqual([null, null, null]);
    const elsewhere = await aDuty(world, await aUnit(world, city), "benefits.maker");
    expect(code(await get(elsewhere.cookie, rehearsalUrl(rehearsal.id)))).toBe("benefits.no_such_rehearsal");
    expect(code(await post(officer.cookie, `/play${startUrl(rehearsal.playCampaignId)}`, { phones: 1 }))).toBe(
      "access.not_in_play",
    );
  });
});

describe("the end of a rehearsal", () => {
  test("signs phones and till out, closes what was played and leaves a line", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const { officer } = draft;
    const phone = await scan(world, rehearsal.links[0]);
    const till = await aPlayTill(world, officer, rehearsal);
    await openNow(world, rehearsal.releases[0].id);
    expect((await post(phone, `/play/api/releases/${rehearsal.releases[0].id}/claims`)).statusCode).toBe(201);
    const other = await aDuty(world, city, "benefits.reader");
    expect((await post(other.cookie, `${rehearsalUrl(rehearsal.id)}/end`)).statusCode).toBe(403);

    const ended = await post(officer.cookie, `${rehearsalUrl(rehearsal.id)}/end`);
    expect(ended.statusCode, ended.body).toBe(200);
    expect(ended.json()).toMatchObject({ entered: 1, won: 1, redeemed: 0, endedBy: officer.login, links: [] });
    expect(ended.json().till.clerks).toEqual([]);
    await expect.poll(async () => (await get(phone, "/play/api/member/me")).statusCode).toBe(401);
    await expect.poll(async () => (await get(till.cookie, "/play/api/till/me")).statusCode).toBe(401);
    const release = `/play/api/staff/releases/${rehearsal.releases[0].id}`;
    await expect.poll(async () => (await get(officer.cookie, release)).statusCode).toBe(403);
    expect(code(await post("", "/play/api/rehearsals/enter", { key: keyOf(rehearsal.links[1]) }))).toBe(
      "benefits.rehearsal_link_wrong",
    );
    for (const late of ["/till-codes", "/phones/1/link"])
      expect(code(await post(officer.cookie, `${rehearsalUrl(rehearsal.id)}${late}`))).toBe("benefits.rehearsal_over");
    // Again is the same, and the next one may begin.
    expect((await post(officer.cookie, `${rehearsalUrl(rehearsal.id)}/end`)).json().endedAt).toBe(ended.json().endedAt);
    await aRehearsal(world, draft);
    const past = (await get(other.cookie, startUrl(draft.campaignId))).json();
    expect(past).toMatchObject({ can: { start: false }, items: [{ endedAt: null }, { phones: 3, won: 1 }] });
  });

  test("comes by itself after its hours", async () => {
    const draft = await aDraft(world, city);
    const rehearsal = await aRehearsal(world, draft);
    const phone = await scan(world, rehearsal.links[0]);
    const system = world.database.ctx();
    expect(await endDueRehearsals(system)).toBe(0);
    await letTimeEnd(world, rehearsal.id);
    expect(await endDueRehearsals(system)).toBe(1);
    expect(await endDueRehearsals(system)).toBe(0);
    await expect.poll(async () => (await get(phone, "/play/api/member/me")).statusCode).toBe(401);
    expect((await get(draft.officer.cookie, rehearsalUrl(rehearsal.id))).json()).toMatchObject({
      ...{ endedBy: null, endedAt: expect.any(String), entered: 0 },
    });
  });
});
