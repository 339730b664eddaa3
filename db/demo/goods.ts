import { addDays, dayOf } from "#kernel/business-day";
import type { FileStorage } from "#kernel/files/file-storage";
import type { Runtime } from "#kernel/module";
import { decideGoods, draftGoods, submitGoods } from "#modules/benefits";
import { type Account, acting, type Place } from "./acting.ts";
import { drawGoods, keepPicture, type Look } from "./drawings.ts";
import type { DemoMerchant } from "./merchants.ts";

interface Offer {
  merchant: string;
  name: string;
  origin: string;
  priceFen: number;
  unit: string;
  about: string;
  look: Look;
  colour: string;
}

const offers: Offer[] = [
  {
    ...{ merchant: "和润超市", name: "望海苹果", origin: "望海县", priceFen: 39_90, unit: "5 斤", look: "fruit" },
    ...{ about: "山地果园,霜降以后采摘,脆甜多汁。", colour: "#c8442f" },
  },
  {
    ...{ merchant: "和润超市", name: "石湾蜜橘", origin: "石湾县", priceFen: 29_80, unit: "5 斤", look: "fruit" },
    ...{ about: "皮薄无籽,当天下山当天到店。", colour: "#e8892b" },
  },
  {
    ...{ merchant: "丰田里粮油", name: "江畔新米", origin: "临江区", priceFen: 68_00, unit: "5 公斤", look: "sack" },
    ...{ about: "今年的新稻,入袋前现碾。", colour: "#c9b27a" },
  },
  {
    ...{ merchant: "橙果电商", name: "青浦岭椴树蜜", origin: "青浦岭县", priceFen: 58_00, unit: "500 克", look: "jar" },
    ...{ about: "蜂农合作社自产,冬天会结晶,不影响食用。", colour: "#dba63a" },
  },
  {
    ...{ merchant: "北窑创意园", name: "手工辣酱", origin: "桥北区", priceFen: 25_00, unit: "一瓶", look: "jar" },
    ...{ about: "园区食坊小锅慢炒,微辣。", colour: "#a83224" },
  },
];

interface Given {
  city: Place;
  maker: Account;
  checker: Account;
  merchants: readonly DemoMerchant[];
  campaignId: string;
}

/** Goods of the region that merchants sell for the winter vouchers: all allowed but the last, which waits for the union. */
export async function loadDemoGoods(
  runtime: Pick<Runtime, "system">,
  storage: FileStorage,
  { city, merchants, campaignId, ...people }: Given,
): Promise<void> {
  const system = runtime.system("demo");
  const maker = acting(system, people.maker, "benefits.maker", city);
  const checker = acting(system, people.checker, "benefits.checker", city);
  const startsOn = dayOf(system.clock.now());
  const days = { startsOn, endsOn: addDays(startsOn, 30) };
  for (const { merchant, look, colour, ...text } of offers) {
    const seller = merchants.find(({ name }) => name === merchant);
    if (seller === undefined) throw new Error(`The demo has no merchant ${merchant}.`);
    const picture = drawGoods({ look, colour });
    const file = { purpose: "benefits.goods_picture", name: `${text.name}.jpg`, node: city.node, picture };
    const pictureFileId = await keepPicture(system, storage, file);
    const goods = await draftGoods(maker, {
      ...{ ...text, ...days, merchantId: seller.id, campaignId, pictureFileId, storeId: null, kindId: null },
    });
    const { id, revision } = await submitGoods(maker, goods.id);
    if (text.name !== offers.at(-1)?.name) await decideGoods(checker, id, { revision, verdict: "passed" });
  }
}
