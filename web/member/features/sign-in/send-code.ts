import { api, unwrap } from "../../../shared/api.ts";
import { serverClock } from "../../../shared/clock.ts";
import type { SignInDraft } from "./sign-in-draft.ts";

/** Asks for a one-time password; gives what the code page needs. */
export async function sendCode(phone: string): Promise<SignInDraft> {
  const sent = await unwrap(api.POST("/api/member/sign-in/codes", { body: { phone } }));
  return {
    phone,
    resendAt: serverClock.now() + sent.resendAfter * 1000,
    expiresAt: Date.parse(sent.expiresAt),
    ...(sent.demoCode === undefined ? {} : { demoCode: sent.demoCode }),
  };
}
