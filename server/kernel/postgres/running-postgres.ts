import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../secrets/secrets.ts";

/**
 * The owner's address of an embedded PostgreSQL that a server has running on this data folder now; undefined when none is there.
 * Read from PostgreSQL's own note of where it listens (postmaster.pid: line 4 the port, line 5 the socket's folder).
 */
export function findRunningPostgres(dataDir: string, secrets: Pick<Secrets, "database">): string | undefined {
  const note = join(dataDir, "postgres", "postmaster.pid");
  if (!existsSync(note)) return undefined;
  const [, , , port, socketDir] = readFileSync(note, "utf8").split("\n");
  if (port === undefined || socketDir === undefined || !existsSync(join(socketDir, `.s.PGSQL.${port}`)))
    return undefined;
  const password = encodeURIComponent(secrets.database.owner);
  return `postgres://gonghui_owner:${password}@/gonghui?host=${encodeURIComponent(socketDir)}&port=${port}`;
}
