import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "../startup-error.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresUser } from "./postgres-user.ts";

/** The PostgreSQL that belongs to the binaries we ship; its files cannot be read by another major version. */
const majorVersion = "18";

export interface NewCluster {
  /** Where the cluster comes to lie. */
  clusterDir: string;
  /** A folder the PostgreSQL user can enter, for the password while it is handed over. */
  runDir: string;
  superuserPassword: string;
  binaries: PostgresBinaries;
  user: PostgresUser;
}

/**
 * Makes the database files unless they exist, whole or not at all: an interrupted first start begins again.
 * Throws StartupError when the files cannot be made or come from another major version.
 */
export async function createClusterIfMissing(options: NewCluster): Promise<void> {
  const { clusterDir, user } = options;
  if (existsSync(clusterDir)) {
    user.own(clusterDir);
    return assertVersion(clusterDir);
  }
  await initialise(options);
}

function assertVersion(clusterDir: string): void {
  const file = join(clusterDir, "PG_VERSION");
  const version = existsSync(file) ? readFileSync(file, "utf8").trim() : "an unknown version";
  if (version !== majorVersion) {
    throw new StartupError(
      `The database in ${clusterDir} was made by PostgreSQL ${version}, this server brings ${majorVersion}: restore a backup into a new data folder.`,
    );
  }
}

async function initialise(options: NewCluster): Promise<void> {
  const { clusterDir, runDir, superuserPassword, binaries, user } = options;
  const passwordFile = join(runDir, "superuser-password");
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  user.own(passwordFile);
  // Made inside the folder that PostgreSQL's own user owns, moved into place when it is whole.
  const made = join(runDir, "cluster");
  rmSync(made, { recursive: true, force: true });
  try {
    const flags = ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", "--username=postgres"];
    await run(user, [binaries.initdb, `--pgdata=${made}`, `--pwfile=${passwordFile}`, "--data-checksums", ...flags]);
    renameSync(made, clusterDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(made, { recursive: true, force: true });
  }
}

function run(user: PostgresUser, commandLine: string[]): Promise<void> {
  const [command = "", ...args] = [...user.prefix, ...commandLine];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], cwd: "/", ...user.account });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve();
      const reason = complaint.trim().split("\n").at(-1) || signal || `code ${code}`;
      reject(new StartupError(`The database files cannot be made: ${reason}`));
    });
  });
}
