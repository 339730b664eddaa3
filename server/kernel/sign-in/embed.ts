import { sql } from "kysely";
import { z } from "zod";
import { businessTimeZone } from "../clock.ts";
import { type Tx, transact } from "../context.ts";
import type { Db } from "../database/db.ts";
import type { Runtime } from "../module.ts";
import { isFrameOrigin } from "./oidc/provider.rules.ts";

const ChannelKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,29}$/);

/** How other apps show our member pages. */
export const EmbedSettings = z.strictObject({
  /** Origins that may show them in a frame. */
  frames: z.array(z.string().refine(isFrameOrigin, "origin")).max(20),
  /** Doors that are counted: `?from=key` in an address. */
  channels: z.array(z.strictObject({ key: ChannelKey, name: z.string().trim().min(1).max(30) })).max(50),
});
export type EmbedSettings = z.output<typeof EmbedSettings>;

const none: EmbedSettings = { frames: [], channels: [] };

export async function loadEmbed(db: Db): Promise<EmbedSettings> {
  const { rows } = await sql<{ value: unknown }>`select value from kernel.setting where key = 'embed'`.execute(db);
  return rows[0] === undefined ? none : EmbedSettings.parse(rows[0].value);
}

export const saveEmbed = (tx: Tx, settings: EmbedSettings) =>
  sql`insert into kernel.setting (key, value) values ('embed', ${JSON.stringify(settings)}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(tx.db);

const freshMs = 5_000;

/** The settings as this process knows them, at most five seconds old: every page asks. A silent database changes nothing. */
export function embedReader(runtime: Pick<Runtime, "system" | "log">): () => Promise<EmbedSettings> {
  let known = none;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - readAt < freshMs) return known;
    readAt = performance.now();
    try {
      known = await transact(runtime.system("embed"), (tx) => loadEmbed(tx.db));
    } catch (error) {
      runtime.log.warn({ reason: (error as Error).message }, "embed.not_read");
    }
    return known;
  };
}

/** Counts one person coming in by a channel of the list; any other is nobody's and not counted. */
export async function countEntry(tx: Tx, channel: string): Promise<void> {
  const { channels } = await loadEmbed(tx.db);
  if (!channels.some(({ key }) => key === channel)) return;
  await sql`insert into kernel.entry_count (day, channel, slot, entries)
    values ((clock_timestamp() at time zone ${businessTimeZone})::date, ${channel}, floor(random() * 16), 1)
    on conflict (day, channel, slot) do update set entries = kernel.entry_count.entries + 1`.execute(tx.db);
}

export interface EntryDay {
  day: string;
  channel: string;
  entries: number;
}

/** Entries per day and channel of the last days, newest first. */
export async function listEntries(db: Db, days: number): Promise<EntryDay[]> {
  const { rows } = await sql<EntryDay>`select day::text as day, channel, sum(entries)::int as entries
    from kernel.entry_count where day > (clock_timestamp() at time zone ${businessTimeZone})::date - ${days}::int
    group by 1, 2 order by 1 desc, 2`.execute(db);
  return rows;
}
