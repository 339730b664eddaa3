import type { Tx } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";

/** Puts a message into the inboxes of exactly these people, in the running transaction. */
export const tellPeople = (
  tx: Tx,
  kind: string,
  messages: readonly { personId: string; params: Record<string, string | number>; dedupe?: string }[],
): Promise<void> =>
  sendInbox(
    tx,
    messages.map((message) => ({ ...message, kind })),
  );
