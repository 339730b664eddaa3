import { registerActorLoader } from "#kernel/sign-in/actor-finder";
import { findDoor } from "./door.store.ts";

/** The actor behind a door's session: none once the day is over or the staff have taken it back. */
registerActorLoader("door", async (db, doorId, session) => {
  const door = await findDoor(db, doorId);
  if (door === undefined) return undefined;
  const readAgainInMs = Math.max(0, door.untilAt.getTime() - Date.now());
  return { actor: { kind: "door", sessionId: session.id, doorId, node: door.node }, readAgainInMs };
});
