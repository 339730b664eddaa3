/** What is counted of a service: a visit 人次 (somebody came or used something), a case 件次 (something was handled for somebody). */
export type ServiceUnit = "visit" | "case";

/** The kinds of the service record and what each is counted in; the same list stands in the check of `membership.service`. */
export const serviceKinds = {
  /** A voucher used at a shop. */
  voucher: "visit",
  /** Somebody let in to a showing or another activity. */
  activity: "visit",
  /** An application to join that was carried through. */
  joining: "case",
  /** A membership taken over from another union, at the wish of the member. */
  transfer: "case",
  /** A member's file corrected as they asked. */
  correction: "case",
} as const satisfies Readonly<Record<string, ServiceUnit>>;

export type ServiceKind = keyof typeof serviceKinds;
export const serviceKindList = Object.keys(serviceKinds) as ServiceKind[];
