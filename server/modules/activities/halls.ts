import type { Db } from "#kernel/database/db";
import { findHalls } from "#modules/places";
import type { HallRef } from "./sessions/session.schemas.ts";

/** Halls as people read them, by id; one that cannot be seen keeps its id alone. */
export async function hallRefs(db: Db, ids: readonly string[]): Promise<(id: string) => HallRef> {
  const halls = await findHalls(db, [...new Set(ids)]);
  return (id) => {
    const hall = halls.get(id);
    return { id, name: hall?.name ?? "", place: hall?.placeName ?? "", address: hall?.address ?? "" };
  };
}
