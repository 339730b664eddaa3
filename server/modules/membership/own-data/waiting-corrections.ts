import { registerDecidable } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { answerCorrection, openSaid } from "./corrections.ts";
import { listWaitingBelow } from "./own-data.store.ts";

registerDecidable({
  type: "correction",
  waitingFor: async (tx, secrets) => {
    const rows = await listWaitingBelow(tx.db, pathsHolding(tx.actor, "people.manage"));
    return rows.map((row) => ({
      ...{ id: row.id, title: row.name, node: row.node, revision: 1, step: "reviewed", from: null, since: row.askedAt },
      ...{ amountFen: null, link: `/people/${row.personId}` },
      facts: [{ code: `correction_${row.field}`, params: { said: (secrets && openSaid(secrets, row)) ?? "" } }],
    }));
  },
  decide: (ctx, secrets, { id, verdict, note }) =>
    answerCorrection(ctx, secrets, { id, isRight: verdict === "passed", text: note }),
});
