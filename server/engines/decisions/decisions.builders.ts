import type { StaffActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import { insertFile, markStored } from "#kernel/files/files.store";
import { uuidv7 } from "#kernel/ids";
import { decisionDocument } from "./index.ts";

/** Somebody of the staff with a duty on a node; for tests. */
export const aDecider = (name: string, node = "1"): StaffActor => ({
  ...{ kind: "staff", sessionId: uuidv7(), accountId: uuidv7(), name },
  duties: [{ duty: "test.decider", path: node }],
});

/** A scan that was brought in and is not attached to anything yet; its bytes are not there. */
export const aDocument = (ctx: Ctx, node = "1"): Promise<string> =>
  transact(ctx, async (tx) => {
    const id = uuidv7();
    const content = { mediaType: "application/pdf" as const, bytes: 10, width: null, height: null };
    const about = { purpose: decisionDocument.name, name: "纪要.pdf", sha256: "00".repeat(32), createdBy: null };
    await insertFile(tx.db, { id, node, ...about, ...content });
    await markStored(tx.db, id);
    return id;
  });
