/** The kinds of tables that these pages have words for. */
export const sheetKinds = [
  ...(["people", "labour_ledger", "organisations", "merchants"] as const),
  ...(["award_list", "door_list", "charter_list", "showings", "union_quotas"] as const),
] as const;
export type KnownKind = (typeof sheetKinds)[number];

/** The kind as these pages know it; one of a newer server is spoken of like a roster. */
export const knownKind = (kind: string): KnownKind => sheetKinds.find((one) => one === kind) ?? "people";

interface Ways {
  /** Columns by which a row is recognised. */
  identity: readonly string[];
  /** Whether a row that is nobody for certain may be somebody new. */
  addsNew: boolean;
}

const ofPeople: Ways = { identity: ["name", "idNumber", "phone"], addsNew: true };
const ofListed: Ways = { identity: ["name", "phone", "memberNumber"], addsNew: false };
const ofGuests: Ways = { identity: ["name", "phone", "seat"], addsNew: false };

export const waysOf: Record<KnownKind, Ways> = {
  people: ofPeople,
  labour_ledger: ofPeople,
  organisations: { identity: ["name", "kind", "parent"], addsNew: true },
  award_list: ofListed,
  door_list: ofGuests,
  charter_list: ofGuests,
  showings: { identity: ["date", "time", "hall", "film"], addsNew: true },
  union_quotas: { identity: ["union", "kind", "units"], addsNew: true },
  merchants: { identity: ["tradeName", "creditCode", "storeName"], addsNew: true },
};
