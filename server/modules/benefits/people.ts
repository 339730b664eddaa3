import type { Db } from "#kernel/database/db";
import { findPersonName, maskName } from "#modules/membership";

/** A person's name as a stranger at the till may read it; empty when the person has left. */
export async function maskedNameOf(db: Db, personId: string): Promise<string> {
  const name = await findPersonName(db, personId);
  return name === undefined ? "" : maskName(name);
}
