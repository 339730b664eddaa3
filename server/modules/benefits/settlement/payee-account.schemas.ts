import { z } from "zod";
import { revealPurposes } from "#modules/membership";

/** What somebody needs the whole account for. */
export const AccountLook = z.strictObject({ purpose: z.enum(revealPurposes) });
export const WholeAccount = z.object({ value: z.string() }).meta({ id: "WholeAccount" });
