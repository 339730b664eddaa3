import type { Db } from "../database/db.ts";

/**
 * Gives what readers of the audit may see of these ids (members masked), among them those that have left or were closed;
 * ids that it does not know are left out. Asked with the server's sight: whoever may read a record may know whom it names.
 */
export type AuditNames = (db: Db, ids: readonly string[]) => Promise<Map<string, string>>;

const providers = new Map<string, AuditNames>();

/** Says how things of one type (as in the object of a record: "person", "store") are called; once, at load, by their room. */
export function registerAuditNames(type: string, provider: AuditNames): void {
  providers.set(type, provider);
}

/** The part of an audit record in which ids stand. */
export interface Named {
  chain?: string;
  actor: string;
  objectType?: string;
  objectId?: string;
  placeId?: string | null;
  detail: unknown;
}

const typeOfActor: Record<string, string> = { staff: "staff_account", member: "person" };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The names of everybody and everything that the records mention, by "type:id"; one query per type. */
export async function auditNames(db: Db, records: readonly Named[]): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>();
  for (const [type, id] of records.flatMap(mentions)) {
    if (!uuid.test(id) || !providers.has(type)) continue;
    wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  const names: Record<string, string> = {};
  for (const [type, ids] of wanted) {
    const found = await providers.get(type)?.(db, [...ids]);
    for (const [id, name] of found ?? []) names[`${type}:${id}`] = name;
  }
  return names;
}

type Mention = [type: string, id: string];

/** "till:T/clerk:C" names a till and a clerk; the chain "quota:Q" a quota; a fact `storeId` a store. */
function mentions({ chain = "", actor, objectType = "", objectId = "", placeId, detail }: Named): Mention[] {
  const actors = actor.split("/").map((part): Mention => {
    const [kind = "", id = ""] = part.split(":");
    return [typeOfActor[kind] ?? kind, id];
  });
  const facts = typeof detail === "object" && detail !== null ? Object.entries(detail) : [];
  const named = facts.map(([key, value]): Mention => [typeOfFact(key) ?? "", String(value)]);
  const [chainType = "", chainId = ""] = chain.split(":");
  const all: Mention[] = [...actors, [objectType, objectId], [chainType, chainId], ...named];
  if (placeId) all.push(["organisation", placeId]);
  // A release and its own quota bear one id; shares have quotas of their own.
  return all.flatMap(([type, id]): Mention[] =>
    type === "quota"
      ? [
          ["quota", id],
          ["release", id],
        ]
      : [[type, id]],
  );
}

const namedOtherwise: Record<string, string> = {
  ...{ parentId: "organisation", fromId: "organisation", toId: "organisation", by: "clerk", into: "quota" },
};

/** Which type of thing a fact of a record names, if it names one: `storeId` a store, `fundSourceId` a fund_source. */
export function typeOfFact(key: string): string | undefined {
  if (Object.hasOwn(namedOtherwise, key)) return namedOtherwise[key];
  return /^[a-z][A-Za-z]*Id$/.test(key)
    ? key.slice(0, -2).replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)
    : undefined;
}
