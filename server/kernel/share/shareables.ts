import { LRUCache } from "lru-cache";
import { type Ctx, serverSight, type Tx, transact } from "../context.ts";

export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** What anybody may be told about a published thing. */
export interface SharedThing {
  /** Path of the node whose thing it is. */
  node: string;
  /** The union's name. */
  from: string;
  title: string;
  /** A word above the title, or "". */
  theme: string;
  offers: readonly string[];
  facts: readonly { label: string; text: string }[];
  /** One enters before it opens, and early or late are alike. */
  isEnteredFor: boolean;
  /** A published picture, or null. */
  coverFileId: string | null;
}

/** A kind of thing that can be passed on; registered by the module that owns it. */
export interface Shareable {
  /** Permission of staff who may take the share kit, at the thing's node. */
  permission: string;
  /** The member's page, with `:id`, e.g. "/campaigns/:id". */
  page: string;
  /** The thing when it is published, read with the server's sight; undefined for everything else. No personal data. */
  read(tx: Tx, id: string, language: Language): Promise<SharedThing | undefined>;
}

const shareables = new Map<string, Shareable>();

/** Registers a kind of thing by the name of its collection ("campaigns"); at load, so that every process knows all of them when it starts. */
export function registerShareable(kind: string, shareable: Shareable): void {
  if (shareables.has(kind)) throw new Error(`The shareable kind ${kind} is registered twice.`);
  shareables.set(kind, shareable);
}

export const findShareable = (kind: string): Shareable | undefined => shareables.get(kind);

export const shareableKinds = (): string[] => [...shareables.keys()];

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** What a member's page shows, by its address. */
export function shareableAt(path: string): { kind: string; id: string } | undefined {
  for (const [kind, { page }] of shareables) {
    const id = new RegExp(`^${page.replace(":id", `(${uuid})`)}/?$`, "i").exec(path)?.[1];
    if (id !== undefined) return { kind, id: id.toLowerCase() };
  }
  return undefined;
}

export const pageOf = (shareable: Shareable, id: string): string => shareable.page.replace(":id", id);

/** At noon thousands open the same link; what is withdrawn is told no longer than half a minute. */
const known = new LRUCache<string, { thing: SharedThing | undefined }>({ max: 500, ttl: 30_000 });

/** The published thing, whoever asks. Undefined when there is none, or when it is not (or no longer) published. */
export async function readShared(
  ctx: Ctx,
  { kind, id, language }: { kind: string; id: string; language: Language },
): Promise<SharedThing | undefined> {
  const key = `${kind} ${id} ${language}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept.thing;
  const shareable = findShareable(kind);
  if (shareable === undefined) return undefined;
  // Nobody's sight reaches no row; that the thing is published is what `read` decides.
  const thing = await transact(serverSight(ctx), (tx) => shareable.read(tx, id, language));
  known.set(key, { thing });
  return thing;
}
