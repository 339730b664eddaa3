import type { GoodsChoices, GoodsInput, OfferedGoods } from "../../../shared/api-types/index.ts";

/** What stands in the fields: texts, as they are typed. An empty choice means all of them. */
export interface GoodsFields {
  name: string;
  origin: string;
  price: string;
  unit: string;
  about: string;
  campaignId: string;
  kindId: string;
  storeId: string;
  startsOn: string;
  endsOn: string;
}

const usualDays = 30;
const day = 86_400_000;
/** China has one zone without summer time. */
const dayAt = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** Yuan with at most two digits of fen, as the field's pattern lets them through. */
export const pricePattern = "[0-9]{1,6}([.][0-9]{1,2})?";

export function fenOf(typed: string): number {
  const [yuan = "", fen = ""] = typed.trim().split(".");
  return Number(yuan) * 100 + Number(fen.padEnd(2, "0"));
}

/** 3990 → "39.90", 2000 → "20". */
export const typedPrice = (fen: number): string => (fen / 100).toFixed(fen % 100 === 0 ? 0 : 2);

/** An empty form for the coming weeks, or the text of goods that are there; a campaign that is over is to be chosen anew. */
export function fieldsOf(goods: OfferedGoods | undefined, choices: GoodsChoices, now: number): GoodsFields {
  const [first] = choices.campaigns;
  if (goods === undefined)
    return {
      ...{ name: "", origin: "", price: "", unit: "", about: "", kindId: "", storeId: "" },
      ...{ campaignId: first?.id ?? "", startsOn: dayAt(now), endsOn: dayAt(now + usualDays * day) },
    };
  const { name, origin, unit, about, startsOn, endsOn, campaignId } = goods;
  const runs = choices.campaigns.some(({ id }) => id === campaignId);
  const open = choices.stores.some(({ id }) => id === goods.storeId);
  return {
    ...{ name, origin, unit, about, startsOn, endsOn, price: typedPrice(goods.priceFen) },
    campaignId: runs ? campaignId : (first?.id ?? ""),
    kindId: runs ? (goods.kindId ?? "") : "",
    storeId: open ? (goods.storeId ?? "") : "",
  };
}

export function inputOf({ price, kindId, storeId, ...texts }: GoodsFields, pictureFileId: string | null): GoodsInput {
  return { ...texts, priceFen: fenOf(price), kindId: kindId || null, storeId: storeId || null, pictureFileId };
}
