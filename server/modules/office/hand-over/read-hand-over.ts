import { registerDecidable, type Waiting } from "#engines/decisions";
import { record } from "#kernel/audit/audit";
import { type Tx, transact } from "#kernel/context";
import { missing } from "#kernel/problem";
import { seeingAll } from "#kernel/sight";
import * as store from "#kernel/sign-in/hand-over.store";

// Both are told where everything else waits for them, until they say that they have read it; whose duties ended may hold none any more.
registerDecidable({
  type: "hand_over",
  read: true,
  waitingFor: async (tx) => {
    const { actor } = tx;
    if (actor.kind !== "staff") return [];
    const rows = await unread(tx, actor.accountId);
    return rows.map((row) => waitingOf(row, row.successorId === actor.accountId));
  },
  decide: (ctx, _secrets, { id }) =>
    transact(ctx, async (tx) => {
      if (tx.actor.kind !== "staff") throw missing("hand_over.nothing_to_read");
      const { accountId } = tx.actor;
      const row = (await unread(tx, accountId)).find((one) => one.id === id);
      if (row === undefined || !(await store.markHandOverRead(tx.db, { id, accountId })))
        throw missing("hand_over.nothing_to_read");

      const object = { type: "staff_account", id: row.predecessorId };
      const detail = { handOverId: id, by: accountId };
      await record(tx, { node: row.node, action: "staff.hand_over_read", object, detail });
    }),
});

/** The names of both are told to both, wherever their accounts belong. */
const unread = (tx: Tx, accountId: string) => seeingAll(tx, () => store.listUnreadHandOvers(tx.db, accountId));

function waitingOf(row: store.HandOverRow, isSuccessor: boolean): Waiting {
  const { duties, waiting, begun, ended, reason } = row;
  const at = { from: row.beginsAt.toISOString() };
  return {
    ...{ id: row.id, title: isSuccessor ? row.predecessorName : row.successorName, node: row.node, revision: 1 },
    ...{ step: "told", from: row.handedByName, since: row.handedAt, amountFen: null, link: "/waiting" },
    facts: isSuccessor
      ? [
          { code: "hand_over_taken", params: { duties, ...at } },
          { code: "hand_over_waits", params: { waiting, begun } },
          { code: "reason", params: { reason } },
        ]
      : [
          { code: "hand_over_given", params: { duties, ...at } },
          ...(ended === 0 ? [] : [{ code: "hand_over_ended", params: { ended } }]),
          { code: "reason", params: { reason } },
        ],
  };
}
