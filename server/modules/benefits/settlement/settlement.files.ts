import { definePurpose } from "#kernel/files/file-purposes";

const kinds = {
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 10 * 1024 * 1024, maxSide: 6000 },
} as const;

/** The printed statement with the merchant's signature and seal. */
export const signedStatementFile = definePurpose({
  name: "settlement.signed_statement",
  ...{ upload: "settlement.draft", read: "benefits.read", open: false },
  ...kinds,
});

/** The invoice of a merchant. */
export const invoiceFile = definePurpose({
  name: "settlement.invoice",
  ...{ upload: "settlement.draft", read: "benefits.read", open: false },
  ...kinds,
});
