import type { Tx } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile } from "#kernel/files/files";

/** The scan or photo of what a decision rests on: minutes of a meeting, a signed page. */
export const decisionDocument = definePurpose({
  name: "decisions.document",
  ...{ upload: "decisions.attach", read: "decisions.read", open: false },
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 10 * 1024 * 1024, maxSide: 6000 },
});

/** Ties a file that was brought in to its decision for good. Throws files.not_usable. */
export const attachDocument = (tx: Tx, { id, node, fileId }: { id: string; node: string; fileId: string }) =>
  exchangeFile(tx, {
    ...{ purpose: decisionDocument.name, node, owner: `decision:${id}` },
    ...{ before: null, after: fileId, published: false },
  });
