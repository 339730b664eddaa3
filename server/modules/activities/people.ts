import type { Db } from "#kernel/database/db";
import { listMaskedNames } from "#modules/membership";

/** The names of people as strangers may read them, by id; who has left has none. */
export async function maskedNamesOf(db: Db, ids: readonly string[]): Promise<(id: string) => string> {
  const names = await listMaskedNames(db, [...new Set(ids)]);
  return (id) => names.get(id) ?? "";
}
