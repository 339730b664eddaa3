import { statSync } from "node:fs";
import type { Logger } from "pino";
import { readFieldKeys, type Secrets } from "./secrets.ts";

const usual = 3_000;

/**
 * Takes keys of field encryption up that are added to the secrets file while the server runs: what another process has sealed with
 * one must open here. Nothing else of the file is read again. Gives what ends it.
 */
export function followKeys(
  file: string,
  secrets: Secrets,
  log: Pick<Logger, "info" | "error">,
  every = usual,
): () => void {
  let changedAt = modified(file);
  const look = () => {
    const now = modified(file);
    if (now === undefined || now === changedAt) return;
    changedAt = now;
    try {
      Object.assign(secrets.fieldEncryption, readFieldKeys(file));
      const { current, keys, algorithm } = secrets.fieldEncryption;
      log.info({ current, keys: [...keys.keys()], algorithm }, "secrets.keys_read");
    } catch (error) {
      // What is known stays: a file that is half written or wrong must not stop anybody.
      log.error({ reason: (error as Error).message }, "secrets.keys_not_read");
    }
  };
  const timer = setInterval(look, every).unref();
  return () => clearInterval(timer);
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
