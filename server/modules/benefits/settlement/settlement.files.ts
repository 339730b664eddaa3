import { definePurpose } from "#kernel/files/file-purposes";

const kinds = {
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 10 * 1024 * 1024, maxSide: 6000 },
} as const;

/** The invoice of a merchant. */
export const invoiceFile = definePurpose({
  name: "settlement.invoice",
  ...{ upload: "settlement.draft", read: "benefits.read", open: false },
  ...kinds,
});
