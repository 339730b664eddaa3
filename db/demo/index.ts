import { diskStorage, filesDir } from "#kernel/files/file-storage";
import type { Runtime } from "#kernel/module";
import { type DemoCampaign, ensureDemoRound, loadDemoCampaign } from "./campaign.ts";
import { type DemoStaff, loadDemoCity } from "./city.ts";
import { loadDemoGoods } from "./goods.ts";
import { type DemoMerchant, demoPin, loadDemoMerchants } from "./merchants.ts";
import { loadDemoPapers } from "./papers.ts";
import { type DemoPlaces, loadDemoPlaces } from "./places.ts";
import { type DemoShowings, loadDemoShowings } from "./showings.ts";

/** What is remembered of the demo union, so that every start can print how to come in. */
export interface DemoUnion {
  cityName: string;
  members: { count: number; firstPhone: number };
  staff: Pick<DemoStaff, "role" | "login" | "password" | "name">[];
  merchants: Pick<DemoMerchant, "name" | "clerks" | "stores">[];
  campaign: DemoCampaign;
  places: DemoPlaces;
  showings: DemoShowings;
}

/** Loads the whole demo union into an empty demo database: the city, its merchants, a campaign, its halls. */
export async function loadDemoUnion(runtime: Pick<Runtime, "secrets" | "system" | "config">): Promise<DemoUnion> {
  const city = await loadDemoCity(runtime);
  const merchants = await loadDemoMerchants(runtime, city.city, city.seed);
  const accountOf = (role: DemoStaff["role"]) =>
    city.staff.find((one) => one.role === role) ?? { accountId: "", name: "" };
  const office = { city: city.city, maker: accountOf("maker"), checker: accountOf("checker"), merchants };
  const storage = diskStorage(filesDir(runtime.config));
  await loadDemoPapers(runtime, storage, office);
  const campaign = await loadDemoCampaign(runtime, { ...office, approver: accountOf("approver") });
  await loadDemoGoods(runtime, storage, { ...office, campaignId: campaign.campaignId });
  const places = await loadDemoPlaces(
    runtime,
    city.city,
    city.staff.find((one) => one.role === "county"),
  );
  const showings = await loadDemoShowings(runtime, {
    ...{ city: city.city, hallId: places.cinema.id },
    ...{ maker: accountOf("maker"), checker: accountOf("checker"), approver: accountOf("administrator") },
  });
  return {
    cityName: city.city.name,
    members: { count: city.members.count, firstPhone: city.members.firstPhone },
    staff: city.staff.map(({ role, login, password, name }) => ({ role, login, password, name })),
    merchants: merchants.map(({ name, clerks, stores }) => ({ name, clerks, stores })),
    campaign,
    places,
    showings,
  };
}

/** At every start: a round whose window is open now and that opens in two minutes, so that there is something to try. */
export const openDemoRound = (runtime: Pick<Runtime, "secrets" | "system">, union: DemoUnion) =>
  ensureDemoRound(runtime, union.campaign);

/** How to come in, for the terminal. */
export function describeDemo(union: DemoUnion, opensAt: Date): string {
  const { members, staff, merchants } = union;
  const [merchant] = merchants;
  const clerks = merchant?.clerks.slice(0, 2).map((clerk) => `${clerk.name} ${clerk.phone}`) ?? [];
  const time = opensAt.toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai" });
  const lines = [
    `演示 demo: ${union.cityName}`,
    `  会员 members    ${members.firstPhone} … ${members.firstPhone + members.count - 1}  (验证码显示在页面上 / the code is shown on the page)`,
    ...staff.map((one) => `  工会 staff      ${one.login.padEnd(10)} ${one.password}  ${one.name} (${one.role})`),
    `  商户 till       ${merchant?.name ?? ""}: ${clerks.join(", ")}  PIN ${demoPin}`,
    `  下一轮 next round opens at ${time} (Asia/Shanghai), entry is open now`,
  ];
  return `\n${lines.join("\n")}\n`;
}
