import { api, unwrap } from "../../../shared/api.ts";
import type { CodeSent } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import type { SignInDraft } from "./sign-in-draft.ts";

/** Asks for a one-time password; gives what the code page needs. */
export type SendCode = (phone: string) => Promise<SignInDraft>;

export const sendSignInCode: SendCode = async (phone) =>
  draftOf(phone, await unwrap(api.POST("/api/member/sign-in/codes", { body: { phone } })));

/** For somebody who is no member yet. */
export const sendJoiningCode: SendCode = async (phone) =>
  draftOf(phone, await unwrap(api.POST("/api/joining/codes", { body: { phone } })));

function draftOf(phone: string, sent: CodeSent): SignInDraft {
  return {
    phone,
    resendAt: serverClock.now() + sent.resendAfter * 1000,
    expiresAt: Date.parse(sent.expiresAt),
    ...(sent.demoCode === undefined ? {} : { demoCode: sent.demoCode }),
  };
}
