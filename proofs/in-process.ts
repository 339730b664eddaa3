import pino from "pino";
import type { Stage } from "../bench/stage.ts";
import type { Actor } from "../server/kernel/actor.ts";
import { systemClock } from "../server/kernel/clock.ts";
import type { Ctx } from "../server/kernel/context.ts";
import { connect } from "../server/kernel/database/db.ts";
import { loadSecrets, type Secrets } from "../server/kernel/secrets/secrets.ts";

/** The product's use cases on a stage's database, for what a proof does beside the servers. */
export interface InProcess {
  system: Ctx;
  secrets: Secrets;
  as(actor: Actor): Ctx;
  close(): Promise<void>;
}

export async function inProcess(stage: Stage): Promise<InProcess> {
  const database = connect(stage.appUrl, { max: 16 });
  const secrets = await loadSecrets({
    file: stage.secretsFile,
    createIfMissing: false,
    dataDir: stage.dataDir,
    requireOutside: false,
  });
  const log = pino({ level: "silent" });
  const as = (actor: Actor): Ctx => ({ db: database.db, actor, clock: systemClock, log });
  return { system: as({ kind: "system", name: "proof" }), secrets, as, close: () => database.close() };
}
