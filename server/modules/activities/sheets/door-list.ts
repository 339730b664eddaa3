import { compileSheet, registerSheet } from "#engines/sheets";
import { authorise } from "#kernel/policy";
import { namesSomebody } from "#modules/membership";
import { noSuchSession } from "../activities.errors.ts";
import { mayManage, mayRead } from "../activities.policy.ts";
import { getChangeable } from "../sessions/change-session.service.ts";
import { findSession, lockSession } from "../sessions/session.store.ts";
import { seatColumns, seatListTarget } from "./seat-list.ts";

const reason = "名单入场";

/** Who may come in to one showing, by name and number, perhaps each to a seat; also as a 接龙. */
const doorSchema = compileSheet({
  ...{ kind: "door_list", title: "入场名单", columns: seatColumns({ reason, example: "一车间包场" }) },
  check: namesSomebody,
});

registerSheet(
  seatListTarget({
    ...{ schema: doorSchema, permission: "activities.manage", reason },
    find: async (tx, sessionId) => {
      const session = await findSession(tx.db, sessionId);
      if (session?.releaseId == null || !mayRead(tx.actor, session)) return undefined;
      return { session, nodeId: session.organisationId };
    },
    lock: async (tx, sessionId) => {
      const session = await lockSession(tx.db, sessionId);
      if (session === undefined) throw noSuchSession();
      authorise(tx.actor, mayManage, session);
      return session;
    },
    open: getChangeable,
  }),
);
