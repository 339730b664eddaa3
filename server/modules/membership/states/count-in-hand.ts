import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { personPolicy } from "../membership.policy.ts";
import { countOpen } from "../own-data/own-things.ts";
import { getVisible } from "../people.ts";

/** How much ends with somebody's membership, before it is ended; what it is, is not the union's to read here. Throws person.missing. */
export const countInHand = (ctx: Ctx, personId: string) =>
  transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    authorise(tx.actor, personPolicy.edit, person);

    return seeingAll(tx, () => countOpen(tx, personId));
  });
