import { record } from "../audit/audit.ts";
import { type Ctx, transact } from "../context.ts";
import { isUniqueViolation } from "../database/db.ts";
import { uuidv7 } from "../ids.ts";
import { findNodePath } from "../nodes.store.ts";
import { listDuties } from "../policy.ts";
import { conflict, missing } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";
import "./duty-presets.ts"; // declares the kernel's own duties
import { insertGrant } from "./grants.store.ts";
import { hashPassword, makePassword } from "./password.ts";
import { insertAccount } from "./staff-accounts.store.ts";

/**
 * Makes the first administrator of a union: every duty known, on the node of the top organisation, so that everything can be
 * handed on from there. Gives a password for the first sign-in, which asks to enrol a second factor and to change the password.
 * Throws staff.login_taken, organisation.missing.
 */
export async function createFirstAdministrator(
  ctx: Ctx,
  secrets: Secrets,
  given: { login: string; name: string; organisationId: string },
): Promise<{ accountId: string; password: string }> {
  const password = makePassword();
  const passwordHash = await hashPassword(secrets, password);
  const accountId = uuidv7();
  await transact(ctx, async (tx) => {
    const node = await findNodePath(tx.db, given.organisationId);
    if (node === undefined) throw missing("organisation.missing");
    const nodeId = given.organisationId;
    await insertAccount(tx.db, {
      id: accountId,
      node,
      nodeId,
      login: given.login.trim().toLowerCase(),
      name: given.name,
      passwordHash,
      passwordTemporary: true,
    }).catch((error) => {
      throw isUniqueViolation(error, "staff_account_login") ? conflict("staff.login_taken") : error;
    });
    for (const { duty } of listDuties())
      await insertGrant(tx.db, { id: uuidv7(), accountId, duty, node, nodeId, until: null, grantedBy: "system:admin" });
    await record(tx, { node, action: "staff.first_administrator", object: { type: "staff_account", id: accountId } });
  });
  return { accountId, password };
}
