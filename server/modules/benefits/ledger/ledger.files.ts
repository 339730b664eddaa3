import { definePurpose } from "#kernel/files/file-purposes";

/** The paper that allows more money, or a correction. */
export const fundDocument = definePurpose({
  name: "benefits.fund_document",
  ...{ upload: "decisions.attach", read: "benefits.read", open: false },
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 10 * 1024 * 1024, maxSide: 6000 },
});
