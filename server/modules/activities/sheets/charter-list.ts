import { compileSheet, registerSheet } from "#engines/sheets";
import { namesSomebody } from "#modules/membership";
import { findCharter, lockCharter } from "../charters/get-charter.ts";
import { assertAhead } from "../sessions/change-session.service.ts";
import { seatColumns, seatListTarget } from "./seat-list.ts";

const reason = "包场";

/** Who of a union comes to the house that it has: handed in by the union itself, and its own members alone. */
const charterSchema = compileSheet({
  ...{ kind: "charter_list", title: "包场名单", columns: seatColumns({ reason, example: "一车间先进班组" }) },
  check: namesSomebody,
});

registerSheet(
  seatListTarget({
    ...{ schema: charterSchema, permission: "activities.charter", reason },
    find: async (tx, sessionId) => {
      const session = await findCharter(tx, sessionId);
      return session && { session, nodeId: session.audienceOrganisationId };
    },
    lock: lockCharter,
    open: async (tx, sessionId) => {
      const session = await lockCharter(tx, sessionId);
      assertAhead(session, tx.clock.now());
      return session;
    },
    // Whoever is not found here may well be a member elsewhere: the union reads that its house is its own members'.
    says: {
      ...{ "list.not_found": "door.not_of_union", "list.not_eligible": "door.not_of_union" },
      "list.sold_out": "door.house_full",
    },
  }),
);
