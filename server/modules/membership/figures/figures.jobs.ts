import { z } from "zod";
import { transact } from "#kernel/context";
import { defineJob } from "#kernel/jobs";
import { foldTallies } from "../organisations.store.ts";
import { foldRegistrationTallies } from "../registration/registration.store.ts";
import { foldServiceTallies } from "../services/service.store.ts";
import { foldFigures } from "./figures.store.ts";

/** What single acts added to figures is put together each hour, so that reading them stays quick; they are right before and after. */
export const foldJob = defineJob({
  name: "membership.fold_figures",
  data: z.object({}),
  cron: "11 * * * *",
  handler: async (ctx) => {
    for (const fold of [foldTallies, foldServiceTallies, foldRegistrationTallies, foldFigures])
      await transact(ctx, (tx) => fold(tx.db));
  },
});
