import type { components, operations } from "../../../api/schema.gen.ts";

type Schemas = components["schemas"];

export type PublishedKeys = Schemas["PublishedCodeKeys"];
export type TillMe = Schemas["TillMe"];
export type TillClerk = TillMe["clerks"][number];
/** What a till may accept without network, see `offlineMark` of the member code. */
export type OfflineMarks = Schemas["OfflineMarks"];
/** What the member shows: a scanned code, or the short number they read out. */
export type Presented = { code: string } | { number: string };
export type TillCheck = Schemas["TillCheck"];
export type RedemptionState = Schemas["RedemptionState"];
export type FindRedemptions = operations["findForReturn"]["requestBody"]["content"]["application/json"];
export type FoundRedemption = Schemas["FoundRedemption"];
export type GoodsReturn = Schemas["GoodsReturn"];
export type ReturnCheck = Schemas["ReturnCheck"];
export type GoodsReturned = Schemas["GoodsReturned"];
export type Shift = Schemas["Shift"];
export type RedemptionDay = Schemas["RedemptionDay"];
/** A redemption as the till shows it; `undoneAt` is told where it may have been undone. */
export type Redemption = Schemas["Redemption"] & { undoneAt?: Schemas["RedemptionState"]["undoneAt"] };

/** A settlement statement as its merchant reads it. */
export type TillStatement = Schemas["TillStatement"];
/** What a company reads that wants to become a merchant. */
export type ApplicationDesk = Schemas["ApplicationDesk"];
/** Goods of the promotion that a till may add to a bill. */
export type TillGoods = Schemas["TillGoods"]["items"][number];
/** Goods that a merchant offers, with the union's answer. */
export type OfferedGoods = Schemas["Goods"];
export type GoodsChoices = Schemas["GoodsChoices"];
export type GoodsInput = operations["offerGoods"]["requestBody"]["content"]["application/json"];
