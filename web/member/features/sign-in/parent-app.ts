import { api, unwrap } from "../../../shared/api.ts";
import { safeStorage } from "../../../shared/safe-storage.ts";
import { isOwnPage } from "../../ui/own-page.ts";

/** What the parent app's sign-in left in our address. */
export interface Returned {
  code: string;
  state: string;
  iss?: string;
}

const storage = safeStorage("sessionStorage");
const toKey = "gonghui.sign-in-to";

/** Leaves for the parent app's sign-in; `to` is the page to come back to in the end. */
export async function leaveForParentApp(to: string | undefined): Promise<void> {
  const { url } = await unwrap(api.POST("/api/member/oidc/begin"));
  if (to === undefined) storage.removeItem(toKey);
  else storage.setItem(toKey, to);
  location.assign(url);
}

/** The page that was wanted before leaving. */
export function takeWanted(): string | undefined {
  const to = storage.getItem(toKey) ?? undefined;
  storage.removeItem(toKey);
  return to !== undefined && isOwnPage(to) ? to : undefined;
}

export const comeFromParentApp = (body: Returned) => unwrap(api.POST("/api/member/oidc/finish", { body }));
