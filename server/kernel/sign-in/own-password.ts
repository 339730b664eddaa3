import type { StaffActor } from "../actor.ts";
import { asSystem, type Ctx, transact } from "../context.ts";
import { invalid, unauthenticated } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { passwordsPerLogin, takeLimit } from "./limits.ts";
import { verifyPassword } from "./password.ts";
import { lockAccount, type StaffAccountRow } from "./staff-sign-in.store.ts";

/**
 * Asks who is signed in for the password again: an open session alone changes nothing by which the account is entered. Gives the
 * account as it was then. Throws staff.wrong_password (422), 429 sign_in.too_many_tries.
 */
export async function proveOwnPassword(
  ctx: Ctx,
  secrets: Secrets,
  { actor, password }: { actor: StaffActor; password: string },
): Promise<StaffAccountRow> {
  const account = await transact(asSystem(ctx, "sign-in"), async (tx) => {
    await takeLimit(tx.db, `password-change:${actor.accountId}`, passwordsPerLogin, "sign_in.too_many_tries");
    return lockAccount(tx.db, actor.accountId);
  });
  if (account === undefined) throw unauthenticated("access.sign_in_needed", { entrance: "staff" });
  if (!(await verifyPassword(secrets, password, account.passwordHash))) throw invalid("staff.wrong_password");
  return account;
}
