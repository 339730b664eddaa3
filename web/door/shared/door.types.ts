import type { components } from "../../../api/schema.gen.ts";

type Schemas = components["schemas"];

export type Door = Schemas["Door"];
export type DoorSession = Schemas["DoorSession"];
export type Holder = Schemas["DoorHolder"];
export type Counts = Schemas["SessionCounts"];
export type SyncedItem = Schemas["DoorSynced"]["items"][number];

/** One let in without network, from the door to the server's verdict. */
export interface LetIn {
  localId: string;
  sessionId: string;
  claimId: string;
  seat: string | null;
  name: string;
  by: "code" | "number" | "list";
  /** The code that was shown, for the server to judge by the moment it was taken. */
  code?: string;
  enteredAt: string;
  outcome?: SyncedItem["outcome"];
  first?: { at: string; door: string };
  problem?: string;
  /** Whoever stands at the door has read that this one was a double or refused. */
  seen?: boolean;
}

/** The holders of one session as last told. */
export interface HolderList {
  sessionId: string;
  asOf: string;
  holders: Holder[];
}
