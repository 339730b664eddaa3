import { z } from "zod";
import { Fen, pageOf } from "#kernel/http/http.schemas";
import { Benefit } from "../campaigns/campaign.schemas.ts";
import { CampaignStore } from "../vouchers/voucher.schemas.ts";
import { goodsStates } from "./goods.rules.ts";

const text = (max: number) => z.string().trim().max(max);
const Price = Fen.min(1).max(100_000_000);

export const GoodsInput = z
  .strictObject({
    name: text(60).min(1),
    origin: text(40).min(1),
    priceFen: Price,
    /** "500 克", "一盒": what the price is for. */
    unit: text(20).default(""),
    about: text(2000).default(""),
    pictureFileId: z.uuid().nullable().default(null),
    /** Null: in every store of the merchant that takes the vouchers. */
    storeId: z.uuid().nullable().default(null),
    campaignId: z.uuid(),
    /** Null: every voucher of the campaign. */
    kindId: z.uuid().nullable().default(null),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
  })
  .refine((goods) => goods.startsOn <= goods.endsOn, { path: ["endsOn"], message: "before startsOn" });
export type GoodsInput = z.output<typeof GoodsInput>;

const shape = {
  id: z.uuid(),
  name: z.string(),
  origin: z.string(),
  priceFen: Fen,
  unit: z.string(),
  about: z.string(),
  pictureFileId: z.uuid().nullable(),
  merchant: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  campaignId: z.uuid(),
  campaignTitle: z.string(),
};

export const Goods = z
  .object({
    ...shape,
    merchantId: z.uuid(),
    storeId: z.uuid().nullable(),
    store: z.string().nullable(),
    kindId: z.uuid().nullable(),
    kind: z.string().nullable(),
    state: z.enum(goodsStates),
    reason: z.string().nullable(),
    revision: z.number().int(),
    enteredBy: z.string().nullable(),
    checkedBy: z.string().nullable(),
    can: z.object({ edit: z.boolean(), submit: z.boolean(), decide: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: "Goods" });
export const GoodsPage = pageOf(Goods).meta({ id: "GoodsPage" });
export const GoodsList = z.object({ items: z.array(Goods) }).meta({ id: "GoodsList" });
export const GoodsParams = z.strictObject({ goodsId: z.uuid() });
export const GoodsQuery = z.strictObject({
  state: z.enum(["draft", "submitted", "approved", "refused", "withdrawn"]).optional(),
  merchantId: z.uuid().optional(),
  q: z.string().max(60).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const GoodsAnswer = z.strictObject({
  revision: z.number().int().min(1),
  verdict: z.enum(["passed", "refused"]),
  note: text(300).optional(),
});
export const GoodsWithdrawal = z.strictObject({ reason: text(200).min(1) });

/** Campaigns with their kinds that goods of a merchant may go with. */
export const GoodsChoices = z
  .object({
    campaigns: z.array(
      z.object({ id: z.uuid(), title: z.string(), kinds: z.array(z.object({ id: z.uuid(), title: z.string() })) }),
    ),
    stores: z.array(z.object({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: "GoodsChoices" });

/** What a till may add to a bill. */
export const TillGoods = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        priceFen: Fen,
        unit: z.string(),
        campaignId: z.uuid(),
        kindId: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: "TillGoods" });

/** As members read it. */
export const GoodsCard = z.object(shape).omit({ about: true }).meta({ id: "GoodsCard" });
export const MemberGoodsPage = pageOf(GoodsCard)
  .extend({ origins: z.array(z.string()) })
  .meta({ id: "MemberGoodsPage" });
export const MemberGoodsQuery = z.strictObject({
  q: z.string().max(60).optional(),
  origin: z.string().max(40).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const MemberGoods = z
  .object({
    ...shape,
    /** The vouchers that may be used for it. */
    kinds: z.array(z.object({ id: z.uuid(), title: z.string(), benefit: Benefit, tradeIn: z.boolean() })),
    stores: z.array(CampaignStore),
  })
  .meta({ id: "MemberGoods" });

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const FiguresQuery = z
  .strictObject({ from: Month, to: Month })
  .refine((query) => query.from <= query.to, { path: ["to"], message: "before from" });
/** Views (each member once a day) and what was sold with vouchers, per goods and month. */
export const GoodsFigures = z
  .object({
    items: z.array(
      z.object({
        goodsId: z.uuid(),
        name: z.string(),
        origin: z.string(),
        merchant: z.string(),
        month: z.string(),
        views: z.number().int(),
        sold: z.number().int(),
        soldFen: Fen,
      }),
    ),
    origins: z.array(z.object({ origin: z.string(), views: z.number().int(), sold: z.number().int(), soldFen: Fen })),
    months: z.array(z.object({ month: z.string(), views: z.number().int(), sold: z.number().int(), soldFen: Fen })),
    total: z.object({ views: z.number().int(), sold: z.number().int(), soldFen: Fen }),
  })
  .meta({ id: "GoodsFigures" });
