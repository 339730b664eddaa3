import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { StartupError } from "../startup-error.ts";
import type { SealAlgorithm } from "./field-encryption.ts";
import { readFieldKeys } from "./secrets.ts";

interface FileKeys {
  current: number;
  algorithm?: SealAlgorithm;
  keys: { id: number; key: string; since?: string }[];
}

/** Adds a fresh key, which opens from now on and does not seal yet; gives its id. */
export function addKey(file: string): number {
  return change(file, (keys) => {
    const id = Math.max(...keys.keys.map((one) => one.id)) + 1;
    keys.keys.push({ id, key: randomBytes(32).toString("base64") });
    return id;
  });
}

/** From now on this key seals, by this algorithm. Throws when there is no such key. */
export function sealWith(file: string, id: number, algorithm: SealAlgorithm | undefined): void {
  change(file, (keys) => {
    const found = keys.keys.find((one) => one.id === id);
    if (found === undefined) throw new StartupError(`There is no key ${id} in ${file}.`);
    keys.current = id;
    found.since = new Date().toISOString();
    if (algorithm !== undefined) keys.algorithm = algorithm;
  });
}

/** Takes a key out of the file. Throws for the one that seals. */
export function removeKey(file: string, id: number): void {
  change(file, (keys) => {
    if (keys.current === id) throw new StartupError(`Key ${id} is the one that seals.`);
    keys.keys = keys.keys.filter((one) => one.id !== id);
  });
}

/** Whole or not at all, with the rights it had, and read back before it counts. */
function change<T>(file: string, work: (keys: FileKeys) => T): T {
  const content = JSON.parse(readFileSync(file, "utf8")) as { fieldEncryption: FileKeys };
  const result = work(content.fieldEncryption);
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, statSync(file).mode & 0o777);
  readFieldKeys(draft);
  renameSync(draft, file);
  return result;
}
