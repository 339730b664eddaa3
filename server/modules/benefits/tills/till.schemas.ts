import { z } from "zod";
import { Fen, Instant } from "#kernel/http/http.schemas";
import { isOldArticleNumber } from "#wire/old-article";
import { Benefit } from "../campaigns/campaign.schemas.ts";
import { receiptParts } from "../returns/till-rule.schemas.ts";

const Named = z.object({ id: z.uuid(), name: z.string() });
export const Amount = Fen.min(1).max(100_000_000);
export const Pin = z.string().regex(/^\d{6}$/);
const DeviceName = z.string().trim().min(1).max(60);
const PhoneCode = z.string().regex(/^\d{6}$/);
const Scanned = z.string().min(1).max(1000);
const Typed = z.string().min(1).max(40);

export const PairInput = z.strictObject({ pairingCode: z.string().min(1).max(40), deviceName: DeviceName });
export const Paired = z.object({ tillId: z.uuid(), store: Named, merchant: Named }).meta({ id: "TillPaired" });
export const PhoneInput = z.strictObject({ phone: z.string().max(40) });
export const TillCodeSent = z
  .object({ resendAfter: z.number().int(), expiresAt: Instant, demoCode: z.string().optional() })
  .meta({ id: "TillCodeSent" });
export const PhoneSignIn = z.strictObject({ phone: z.string().max(40), code: PhoneCode });
export const StoresToPair = z
  .object({ stores: z.array(Named.extend({ address: z.string(), merchant: z.string() })), ticket: z.string() })
  .meta({ id: "StoresToPair" });
export const PairByTicket = z.strictObject({ ticket: z.string().max(400), storeId: z.uuid(), deviceName: DeviceName });

export const TillMe = z
  .object({
    till: Named,
    store: Named.extend({ address: z.string() }),
    merchant: Named,
    clerks: z.array(Named.extend({ pinSet: z.boolean(), manager: z.boolean() })),
    clerk: Named.nullable(),
    offline: z.object({
      /** Taken without network and brought in today. */
      accepted: z.number().int(),
      limit: z.number().int(),
      kinds: z.array(z.object({ kindId: z.uuid(), title: z.string(), benefit: Benefit, limit: z.number().int() })),
    }),
    /** Whether this store may take vouchers now, as far as the union decides it. */
    standing: z.object({
      agreementInForce: z.boolean(),
      suspension: z.object({ reason: z.string(), until: Instant.nullable() }).nullable(),
    }),
    serverTime: Instant,
  })
  .meta({ id: "TillMe" });

export const ClerkInput = z.strictObject({ clerkId: z.uuid(), pin: Pin });
export const ClerkEntered = z.object({ clerk: Named }).meta({ id: "ClerkEntered" });
export const ClerkIdInput = z.strictObject({ clerkId: z.uuid() });
export const ChoosePin = z.strictObject({ clerkId: z.uuid(), phoneCode: PhoneCode, pin: Pin });

const oneWay = (shown: { code?: unknown; number?: unknown; checkToken?: unknown }) =>
  [shown.code, shown.number, shown.checkToken].filter((way) => way !== undefined).length === 1;

export const CheckInput = z
  .strictObject({ code: Scanned.optional(), number: Typed.optional(), amountFen: Amount.optional() })
  .refine(oneWay, { message: "code or number" });
export const Checked = z
  .object({
    claimId: z.uuid(),
    title: z.string(),
    member: z.string(),
    benefit: Benefit,
    validUntil: Instant.nullable(),
    amountFen: Fen.nullable(),
    offFen: Fen,
    payFen: Fen,
    receiptAsked: z.enum(receiptParts),
    ok: z.boolean(),
    problem: z
      .object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      })
      .optional(),
    checkToken: z.string(),
    kindId: z.uuid(),
    /** The kind and number of an old article are written down when it is taken. */
    tradeIn: z.boolean(),
  })
  .meta({ id: "TillCheck" });

/** What a trade-in voucher is taken against. A number has at least three letters or digits. */
const OldArticle = z.strictObject({
  kind: z.string().trim().min(1).max(40),
  number: z.string().trim().max(60).refine(isOldArticleNumber, { message: "at least three letters or digits" }),
});
const SoldGoods = z.strictObject({ goodsId: z.uuid(), quantity: z.number().int().min(1).max(999) });

export const RedeemInput = z
  .strictObject({
    code: Scanned.optional(),
    number: Typed.optional(),
    claimId: z.uuid().optional(),
    checkToken: z.string().max(60).optional(),
    amountFen: Amount,
    receipt: z.string().trim().max(60).optional(),
    oldArticle: OldArticle.optional(),
    goods: z
      .array(SoldGoods)
      .max(20)
      .refine((goods) => new Set(goods.map((one) => one.goodsId)).size === goods.length, { message: "each once" })
      .optional(),
  })
  .refine(oneWay, { message: "code, number or checkToken" })
  .refine((input) => (input.claimId === undefined) === (input.checkToken === undefined), { path: ["claimId"] });

/** Facts that never change, so that a repeat is answered alike. */
export const Redemption = z
  .object({
    id: z.uuid(),
    claimId: z.uuid(),
    title: z.string(),
    amountFen: Fen,
    offFen: Fen,
    payFen: Fen,
    store: Named,
    clerk: Named,
    receipt: z.string().nullable(),
    /** What the campaign asks of the shop's receipt; it may follow until the shift ends. */
    receiptAsked: z.enum(receiptParts),
    at: Instant,
    undoUntil: Instant,
    offline: z.boolean(),
    oldArticle: z.object({ kind: z.string(), number: z.string() }).nullable(),
    goods: z.array(z.object({ id: z.uuid(), name: z.string(), quantity: z.number().int() })),
  })
  .meta({ id: "Redemption" });
export const RedemptionState = Redemption.extend({
  undoneAt: Instant.nullable(),
  /** Ids of the photos of the receipt. */
  photos: z.array(z.uuid()),
  /** How much of the bill has been brought back. */
  goodsBackFen: Fen,
  /** What came back of the subsidy, once. */
  reversal: z.object({ outcome: z.enum(["clawed_back", "reissued"]), backFen: Fen, at: Instant }).nullable(),
}).meta({ id: "RedemptionState" });

export const RedemptionsQuery = z.strictObject({ on: z.iso.date().optional() });
export const RedemptionDay = z
  .object({
    items: z.array(RedemptionState),
    next: z.string().nullable(),
    totals: z.object({
      ...{ count: z.number().int(), amountFen: Fen, offFen: Fen, undone: z.number().int() },
      /** Goods taken back at this store on this day, whenever they were bought. */
      ...{ returns: z.number().int(), backFen: Fen },
    }),
  })
  .meta({ id: "RedemptionDay" });
export const UndoInput = z.strictObject({ clerkId: z.uuid(), pin: Pin, reason: z.string().trim().min(1).max(200) });
export const RedemptionParams = z.strictObject({ id: z.uuid() });

export const OfflineInput = z.strictObject({
  accepted: z
    .array(
      z.strictObject({
        code: Scanned,
        amountFen: Amount,
        acceptedAt: Instant,
        clerkId: z.uuid(),
        localId: z.string().min(1).max(60),
        receipt: z.string().trim().min(1).max(60).optional(),
      }),
    )
    .min(1)
    .max(200),
});
export const OfflineResults = z
  .object({
    results: z.array(
      z.object({
        localId: z.string(),
        outcome: z.enum(["redeemed", "double", "refused"]),
        /** What it became; photos of its receipt go there. */
        redemptionId: z.uuid().optional(),
        problem: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "OfflineResults" });

export const OfflineMarks = z
  .object({
    asOf: Instant,
    validUntil: Instant,
    kinds: z.array(
      z.object({
        kindId: z.uuid(),
        title: z.string(),
        benefit: Benefit,
        limit: z.number().int(),
        receiptAsked: z.enum(receiptParts),
        marks: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "OfflineMarks" });
