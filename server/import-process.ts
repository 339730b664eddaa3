/**
 * The process that works on imports and does nothing else: reads what was brought in, judges it, writes into the register, takes back.
 * Started by start-imports.ts, which says by message with what to work; nothing of that stands on the command line or in the environment.
 * Ends when there is nothing to do, when it is told to, and when whoever started it is gone.
 */
import pino from "pino";
import { workImports } from "#engines/sheets";
import { startDatabaseWatch } from "#kernel/database/database-watch";
import { connect } from "#kernel/database/db";
import { followKeys } from "#kernel/secrets/follow-keys";
import { loadSecrets } from "#kernel/secrets/secrets";
import "./modules.ts"; // makes known what every room takes in by file
import type { FromImports, HandedImports } from "./start-imports.ts";

/** One that works, one that says how far it is, one that says that it is alive. Nobody waits for an answer: they may take their time. */
const connections = { max: 3, connectTimeout: 20_000, statementTimeout: 120_000 };
/** After so many thousand rows what they have left behind is swept out at once; by itself that would wait until the memory is full. */
const rowsASweep = 8000;
/** After the word to end, so long for the thousand rows in hand. */
const patienceMs = 8000;

let sweptAt = 0;
const sweep = (done: number) => {
  if (done > sweptAt && done < sweptAt + rowsASweep) return;
  sweptAt = done;
  globalThis.gc?.();
};

const stopping = new AbortController();
const tell = (message: FromImports) => {
  if (process.connected) process.send?.(message);
};
const stop = () => {
  stopping.abort();
  // What is not committed by then is undone by PostgreSQL and done anew by the next process.
  setTimeout(() => process.exit(0), patienceMs).unref();
};

async function work({ appUrl, secretsFile, dataDir, logLevel, idleSeconds }: HandedImports): Promise<void> {
  const log = pino({ level: logLevel, base: null, timestamp: false }, { write: (line) => tell({ line }) });
  const secrets = await loadSecrets({ file: secretsFile, createIfMissing: false, dataDir, requireOutside: false });
  const endFollowing = followKeys(secretsFile, secrets, log);
  const clock = await startDatabaseWatch(appUrl);
  const database = connect(appUrl, {
    ...{ ...connections, applicationName: "gonghui-imports" },
    onError: (error) => log.warn({ reason: error.message }, "database.connection_lost"),
  });
  tell({ ready: true });
  const ctx = { db: database.db, actor: { kind: "system", name: "imports" } as const, clock, log };
  await workImports({ ctx, secrets, signal: stopping.signal, onProgress: sweep }, { idleSeconds });
  endFollowing();
  await clock.stop();
  await database.close();
}

process.once("disconnect", stop);
process.on("SIGTERM", stop);
// Ctrl-C reaches every process of the terminal; the server says in its own time when to end.
process.on("SIGINT", () => undefined);
process.on("message", (message: HandedImports | "stop") => {
  if (message === "stop") return stop();
  work(message).then(
    () => process.exit(0),
    (error: Error) => process.send?.({ failed: error.message } satisfies FromImports, () => process.exit(1)),
  );
});
