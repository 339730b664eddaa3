import { randomUUID } from "node:crypto";
import type { Runtime } from "#kernel/module";
import {
  approveCampaign,
  checkCampaign,
  draftCampaign,
  keepGoing,
  type NewCampaign,
  openExtraRound,
  openFundSource,
  submitCampaign,
  usualTillRule,
} from "#modules/benefits";
import { type Account, acting, type Place } from "./acting.ts";
import type { DemoMerchant } from "./merchants.ts";

export interface DemoCampaign {
  campaignId: string;
  fundSourceId: string;
}

const day = 86_400_000;
const weeksAhead = 4;
/** From the start of the server to the opening of the round that a newcomer tries. */
const opensInSeconds = 120;
const openMinutes = 180;

const kinds = [
  {
    title: "满200减100",
    minSpendFen: 200_00,
    offFen: 100_00,
    stockPerRound: 200,
    offlineAllowed: false,
    offlineLimit: 0,
  },
  {
    title: "满100减50",
    minSpendFen: 100_00,
    offFen: 50_00,
    stockPerRound: 300,
    offlineAllowed: false,
    offlineLimit: 0,
  },
  {
    title: "满50减20",
    minSpendFen: 50_00,
    offFen: 20_00,
    stockPerRound: 500,
    offlineAllowed: true,
    offlineLimit: 3,
    shares: [{ whose: "award" as const, title: "困难职工直接发放", units: 20, spillMinutes: 12 * 60 }],
  },
  {
    title: "以旧换新满1000减200",
    minSpendFen: 1_000_00,
    offFen: 200_00,
    stockPerRound: 60,
    offlineAllowed: false,
    offlineLimit: 0,
    tradeIn: true,
  },
].map(({ minSpendFen, offFen, ...kind }) => ({
  ...{ shares: [], tradeIn: false },
  ...kind,
  benefit: { type: "threshold" as const, minSpendFen, offFen },
  validDays: 14,
  perPerson: 1,
}));

/** The winter campaign of the demo city: made by one account, checked by a second, approved by a third, every Thursday at noon. */
export async function loadDemoCampaign(
  runtime: Pick<Runtime, "secrets" | "system">,
  given: { city: Place; maker: Account; checker: Account; approver: Account; merchants: DemoMerchant[] },
): Promise<DemoCampaign> {
  const system = runtime.system("demo");
  const maker = acting(system, given.maker, "benefits.maker", given.city);
  const checker = acting(system, given.checker, "benefits.checker", given.city);
  const approver = acting(system, given.approver, "benefits.approver", given.city);
  const now = system.clock.now();
  const source = await openFundSource(checker, {
    ...{
      organisationId: given.city.id,
      name: "冰雪消费季专项经费",
      year: now.getUTCFullYear(),
      budgetFen: 2_000_000_00,
    },
  });
  const campaign = await draftCampaign(maker, winterCampaign(given, source.id, now));
  await submitCampaign(maker, campaign.id);
  const { id, revision } = campaign;
  await checkCampaign(checker, { id, revision, key: randomUUID(), note: "预算和门店已核对" });
  await approveCampaign(approver, runtime.secrets, { id, revision, key: randomUUID() });
  return { campaignId: campaign.id, fundSourceId: source.id };
}

/** What its maker wrote. */
function winterCampaign(
  given: { city: Place; merchants: DemoMerchant[] },
  fundSourceId: string,
  now: Date,
): NewCampaign {
  return {
    organisationId: given.city.id,
    title: "冰雪消费券",
    theme: "冰雪季",
    tags: ["冰雪", "消费券", "新春"],
    description: "冰雪季里,市总工会给全市会员发放消费券,在合作商户满额立减。每周四中午 12 点一场,参加就有机会。",
    rules: [
      "会员本人参加,每种券在整个活动中每人限领一张;体验场次每场限领一张。",
      "开抢前 10 分钟起都可以参加,早参加晚参加机会一样。",
      "领到后 14 天内有效,过期作废;不找零、不兑现、不转让。",
      "限合作商户的门店使用,付款前出示券码。",
      "以旧换新券凭旧物品使用,店员登记旧物品的种类和编号,一件只能换一次。",
    ],
    coverColour: "#1f6fb2",
    coverFileId: null,
    budgetFen: 1_000_000_00,
    fundSourceId,
    startsOn: dayAt(now),
    endsOn: dayAt(new Date(now.getTime() + weeksAhead * 7 * day + 15 * day)),
    kinds,
    schedule: {
      rule: `FREQ=WEEKLY;BYDAY=TH;COUNT=${weeksAhead}`,
      firstOpensAt: nextThursdayNoon(now).toISOString(),
      ...{ mode: "grab", entryMinutes: 10, openMinutes: 24 * 60 },
    },
    eligibility: [],
    storeIds: given.merchants.flatMap((merchant) => merchant.stores.map((store) => store.id)),
    awardsChecked: true,
    till: { ...usualTillRule, receipt: "both", returnOutcome: "reissue" },
  };
}

/**
 * At every start: a fresh round that opens in two minutes and can be entered at once, and the Thursdays of the next weeks
 * for the calendar. Gives when it opens.
 */
export async function ensureDemoRound(
  runtime: Pick<Runtime, "secrets" | "system">,
  { campaignId }: DemoCampaign,
): Promise<{ opensAt: Date; releaseIds: string[] }> {
  const system = runtime.system("demo");
  const firstOpensAt = nextThursdayNoon(system.clock.now());
  await keepGoing(system, runtime.secrets, { campaignId, weeks: weeksAhead, firstOpensAt });
  return openExtraRound(system, runtime.secrets, { campaignId, opensInSeconds, openMinutes });
}

// China has one zone without summer time.
const offset = 8 * 3_600_000;
const dayAt = (at: Date) => new Date(at.getTime() + offset).toISOString().slice(0, 10);

/** The next Thursday, 12:00 at the place of business, after `now`. */
export function nextThursdayNoon(now: Date): Date {
  const noon = new Date(`${dayAt(now)}T12:00:00+08:00`);
  const weekday = new Date(noon.getTime() + offset).getUTCDay();
  const ahead = (4 - weekday + 7) % 7;
  const first = new Date(noon.getTime() + ahead * day);
  return first > now ? first : new Date(first.getTime() + 7 * day);
}
