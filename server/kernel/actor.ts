/** A duty held on the subtree of one node: the right to do what that duty's permissions say, there and below. */
export interface HeldDuty {
  duty: string;
  /** Path (ltree) of the node it was granted on. */
  path: string;
}

/** A signed-in member of the union. `reach` are the paths of the nodes where the member holds an active membership. */
export interface MemberActor {
  kind: "member";
  sessionId: string;
  personId: string;
  reach: string[];
  /** Exists in the play space only. */
  play?: true;
  /** Typed facts that eligibility may ask for, read with the sign-in; the room that knows people fills them. */
  facts?: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** A signed-in member of the union's staff. */
export interface StaffActor {
  kind: "staff";
  sessionId: string;
  accountId: string;
  name: string;
  duties: HeldDuty[];
  /** What the same account holds in play trees; it counts in the play space only. */
  playDuties?: HeldDuty[];
  play?: true;
}

/** A till paired to its store; with `clerkId` once a clerk has given the PIN. */
export interface TillActor {
  kind: "till";
  sessionId: string;
  tillId: string;
  storeId: string;
  /** Path of the merchant's own node. */
  node: string;
  clerkId?: string;
  /** Exists in the play space only. */
  play?: true;
}

/** A phone that checks tickets at the door of one hall on one day. */
export interface DoorActor {
  kind: "door";
  sessionId: string;
  doorId: string;
  /** Path of the node whose sessions it admits to. */
  node: string;
}

export interface AnonymousActor {
  kind: "anonymous";
  /** Came through the play space. */
  play?: true;
}

/** The server's own work: jobs, serving a release, sweeps. Sees every node. */
export interface SystemActor {
  kind: "system";
  name: string;
}

export type Actor = MemberActor | StaffActor | TillActor | DoorActor | AnonymousActor | SystemActor;

export const anonymous: AnonymousActor = { kind: "anonymous" };

/** How an actor is written into audit records: kind and opaque id, never a name or a phone number. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case "member":
      return `member:${actor.personId}`;
    case "staff":
      return `staff:${actor.accountId}`;
    case "till":
      return actor.clerkId === undefined ? `till:${actor.tillId}` : `till:${actor.tillId}/clerk:${actor.clerkId}`;
    case "door":
      return `door:${actor.doorId}`;
    case "system":
      return `system:${actor.name}`;
    default:
      return "anonymous";
  }
}
