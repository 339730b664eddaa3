import { revokeDevices } from "#engines/codes";
import { registerDecidable } from "#engines/decisions";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise, pathsHolding } from "#kernel/policy";
import { revokeSessionsOf } from "#kernel/sign-in/sessions";
import { noSuchPerson } from "../membership.errors.ts";
import { personPolicy } from "../membership.policy.ts";
import { dropLinks } from "../parent-app/parent-app.store.ts";
import { clearDispute, listDisputed, takePhoneAway } from "./phone-holder.store.ts";
import { tellPhoneRemoved } from "./tell-phone.ts";

// Whoever has the phone now has said that the account is not theirs: the union asks, and takes the number away or lets it stay.
registerDecidable({
  type: "phone_dispute",
  waitingFor: async (tx) => {
    const rows = await listDisputed(tx.db, pathsHolding(tx.actor, "people.manage"));
    return rows.map(({ id, node, name, at }) => ({
      ...{ id, title: name, node, revision: 1, step: "reviewed", from: null, since: at, amountFen: null },
      ...{ facts: [{ code: "phone_dispute", params: {} }], link: `/people/${id}` },
    }));
  },
  decide: (ctx, _secrets, { id, verdict, note }) => settleDispute(ctx, id, { gone: verdict === "passed", note }),
});

async function settleDispute(ctx: Ctx, personId: string, { gone, note }: { gone: boolean; note: string }) {
  await transact(ctx, async (tx: Tx) => {
    const [person] = await listDisputed(tx.db, pathsHolding(tx.actor, "people.manage"), personId);
    if (person === undefined) throw noSuchPerson();
    authorise(tx.actor, personPolicy.changePhone, person);
    const object = { type: "person", id: personId };
    const sessions = gone ? await revokeSessionsOf(tx, personId, "phone_gone") : 0;
    let links = 0;
    if (gone) {
      await takePhoneAway(tx.db, personId);
      links = await dropLinks(tx.db, personId);
      await revokeDevices(tx, personId);
      await announce(tx, "person.phone_changed", { node: person.node, personId });
      await tellPhoneRemoved(tx, personId);
    } else await clearDispute(tx.db, personId);
    const detail = { gone, sessions, links, ...(note === "" ? {} : { reason: note }) };
    await record(tx, { node: person.node, action: "person.phone_dispute_settled", object, detail });
  });
}
