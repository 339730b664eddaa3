import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import pg from "pg";
import pino from "pino";
import { openArchive } from "../server/kernel/backup/archive.ts";
import { writeBackup } from "../server/kernel/backup/backup.ts";
import { type Hit, hitsIn, type Seeds } from "./plaintext.find.ts";

/** What was looked at (files, rows, entries, answers), how much that is, and what was found there. */
export interface Searched {
  looked: number;
  bytes: number;
  hits: string[];
}

const none = (): Searched => ({ looked: 0, bytes: 0, hits: [] });

function look(into: Searched, bytes: Buffer, { seeds, where }: { seeds: Seeds; where: string }): void {
  into.looked++;
  into.bytes += bytes.length;
  into.hits.push(...told(hitsIn(bytes, seeds), where));
}

const told = (hits: readonly Hit[], where: string): string[] => [
  ...new Set(hits.map(({ form, number }) => `${where}: ${number} ${form}`)),
];

/** Every file below a folder, but for what lies in another one. */
export async function searchFiles(folder: string, seeds: Seeds, but?: string): Promise<Searched> {
  const found = none();
  for await (const path of filesBelow(folder, but)) {
    const bytes = await readFile(path).catch(unlessGone);
    if (bytes !== undefined) look(found, bytes, { seeds, where: path.slice(folder.length) });
  }
  return found;
}

async function* filesBelow(folder: string, but: string | undefined): AsyncGenerator<string> {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(unlessGone)) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && path !== but) yield* filesBelow(path, but);
    else if (entry.isFile()) yield path;
  }
}

/** What is there for a moment only is looked at by who watches the folder meanwhile. */
function unlessGone(error: { code?: string }): undefined {
  if (error.code !== "ENOENT") throw error;
}

/** Every row of every table, jobs and staged lines among them; bytes are there as hexadecimal digits. */
export async function searchTables(superuserUrl: string, seeds: Seeds): Promise<Searched> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const found = none();
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`);
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      const bytes = Buffer.from(rows.map(({ row }) => row).join("\n"));
      look(found, bytes, { seeds, where: name });
      found.looked += rows.length - 1;
    }
    return found;
  } finally {
    await client.end();
  }
}

/** A backup as it is kept, and, since whoever restores it reads it, what is inside. */
export async function searchBackup(
  where: { ownerUrl: string; filesDir: string; recipient: string; identity: string },
  seeds: Seeds,
): Promise<Searched> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on("data", (chunk: Buffer) => chunks.push(chunk));
  await writeBackup({ ...where, out, log: pino({ level: "silent" }) });
  const sealed = Buffer.concat(chunks);
  const found = none();
  look(found, sealed, { seeds, where: "sealed" });
  const again = new PassThrough();
  again.end(sealed);
  await openArchive(again, where.identity, async (_, entries) => {
    for await (const entry of entries) {
      const body: Buffer[] = [];
      for await (const part of entry.body) body.push(part);
      look(found, Buffer.concat(body), { seeds, where: JSON.stringify(entry.head).slice(0, 80) });
    }
  });
  return found;
}

export interface Answered {
  url: string;
  status: number;
  text: string;
}

/** Answers that refuse: what was typed is not said back. */
export function searchRefusals(answers: readonly Answered[], seeds: Seeds): Searched {
  const found = none();
  for (const { status, text, url } of answers)
    if (status >= 400) look(found, Buffer.from(text), { seeds, where: `${status} of ${url.split("?")[0]}` });
  return found;
}

/** Looks into a folder over and over, but for what lies in `but`, for what is there for a moment only. */
export function watchFiles(folder: string, but: string, seeds: Seeds): { stop(): Promise<string[]> } {
  const hits = new Set<string>();
  let over = false;
  const looking = (async () => {
    while (!over) {
      const found = await searchFiles(folder, seeds, but).catch(none);
      for (const hit of found.hits) hits.add(`for a moment: ${hit}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    stop: async () => {
      over = true;
      await looking;
      return [...hits];
    },
  };
}
