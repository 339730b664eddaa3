import type { Tx } from "#kernel/context";
import { type InboxMessage, sendInbox } from "#kernel/notify/notify";

type Message = Required<Pick<InboxMessage, "personId" | "params" | "link">> & Pick<InboxMessage, "dedupe">;

/** Puts a message into the inboxes of exactly these people, in the running transaction; each leads to the page that it is about. */
export const tellPeople = (tx: Tx, kind: string, messages: readonly Message[]): Promise<void> =>
  sendInbox(
    tx,
    messages.map((message) => ({ ...message, kind })),
  );

/** The member's page of a ticket. */
export const ticketPage = (claimId: string): string => `/tickets/${claimId}`;

/** The member's page of a session. */
export const showingPage = (sessionId: string): string => `/showings/${sessionId}`;
