import { z } from "zod";
import { defineJob } from "#kernel/jobs";
import { sweepBundles } from "./audit-bundle/bundles.service.ts";
import { settleRounds } from "./campaigns/settle-rounds.service.ts";
import { forgetGoodsViewers } from "./goods/member-goods.service.ts";
import { withdrawOverdue } from "./publication/notices.service.ts";
import { endDueRehearsals } from "./rehearsals/end-rehearsal.service.ts";
import { remindOfLapse, sweepTills } from "./vouchers/lapse.service.ts";

const Nothing = z.object({});

/** In the forenoon, when a message about money is read; each voucher is spoken of once, whenever this runs. */
export const remindJob = defineJob({
  name: "benefits.remind_of_lapse",
  data: Nothing,
  cron: "0 10 * * *",
  handler: async (ctx) => {
    const about = await remindOfLapse(ctx);
    ctx.log.info({ about }, "benefits.reminded_of_lapse");
  },
});

export const settleJob = defineJob({
  name: "benefits.settle_rounds",
  data: Nothing,
  cron: "*/15 * * * *",
  handler: async (ctx) => {
    const rounds = await settleRounds(ctx);
    if (rounds > 0) ctx.log.info({ rounds }, "benefits.rounds_settled");
  },
});

/** A little after midnight; the page itself is judged by its day whenever this runs. */
export const noticeJob = defineJob({
  name: "benefits.withdraw_notices",
  data: Nothing,
  cron: "5 0 * * *",
  handler: async (ctx) => {
    const withdrawn = await withdrawOverdue(ctx);
    if (withdrawn > 0) ctx.log.info({ withdrawn }, "benefits.notices_withdrawn");
  },
});

export const bundleSweepJob = defineJob({
  name: "benefits.sweep_bundles",
  data: Nothing,
  cron: "45 3 * * *",
  handler: async (ctx) => {
    const deleted = await sweepBundles(ctx);
    if (deleted > 0) ctx.log.info({ deleted }, "benefits.bundles_deleted");
  },
});

/** Nobody ended it: phones and tills that were lent for it are let go. */
export const rehearsalJob = defineJob({
  name: "benefits.end_rehearsals",
  data: Nothing,
  cron: "*/5 * * * *",
  handler: async (ctx) => {
    const ended = await endDueRehearsals(ctx);
    if (ended > 0) ctx.log.info({ ended }, "benefits.rehearsals_ended");
  },
});

export const sweepJob = defineJob({
  name: "benefits.sweep_tills",
  data: Nothing,
  cron: "30 3 * * *",
  handler: (ctx) => sweepTills(ctx),
});

/** Soon after midnight: who looked at goods yesterday is nobody's business any more. */
export const forgetViewersJob = defineJob({
  name: "benefits.forget_goods_viewers",
  data: Nothing,
  cron: "10 0 * * *",
  handler: async (ctx) => {
    const forgotten = await forgetGoodsViewers(ctx);
    ctx.log.info({ forgotten }, "benefits.goods_viewers_forgotten");
  },
});
