import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { TestDatabase } from "#kernel/testing";
import { confirmMany, insertAct } from "./entries.store.ts";
import { insertRegistration } from "./registration.store.ts";

/** A year that is open for a union and its branch, in which staff have confirmed for one person. */
export async function aRegistration(
  { database }: { database: TestDatabase },
  given: { organisation: { id: string; node: string }; personId: string; reason: string },
): Promise<{ registration: string; act: string }> {
  const today = dayOf(new Date());
  const year = Number(today.slice(0, 4));
  const [id, actId] = [uuidv7(), uuidv7()];
  const { organisation, personId, reason } = given;
  const at = { organisationId: organisation.id, node: organisation.node };
  await transact(database.ctx(), async ({ db }) => {
    const days = { year, opensOn: today, closesOn: `${year + 1}-03-31`, remindOn: null };
    await insertRegistration(db, { ...at, ...days, id, openedBy: "test" });
    const act = { act: "confirm", said: "employed", people: 1 } as const;
    await insertAct(db, { ...at, ...act, id: actId, registrationId: id, reason, by: "test" });
    await confirmMany(db, { ids: [personId], year, said: "employed", saidBy: "staff", actId });
  });
  return { registration: id, act: actId };
}
