import { mkdirSync } from "node:fs";
import pino from "pino";
import { loadDemoUnion } from "../db/demo/index.ts";
import { openDatabase, prepareDatabase } from "../server/database.ts";
import { ensureDemo, settleDemo } from "../server/demo.ts";
import { readConfig, secretsFileOf } from "../server/kernel/config.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import "../server/modules.ts"; // declares every duty that the administrator gets
import { openRuntime } from "../server/runtime.ts";

/** Loads the demo union into a fresh data folder, as the first start of a server does; no server holds it afterwards. */
export async function prepareDemo(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir });
  const log = pino({ level: "silent" });
  const secrets = await loadSecrets({
    ...{ file: secretsFileOf(config), createIfMissing: true, dataDir: config.dataDir, requireOutside: false },
  });
  const database = await openDatabase(config, secrets, log);
  try {
    await prepareDatabase(database, config, secrets, log);
    const { appUrl, ownerUrl: directUrl } = database;
    const runtime = await openRuntime({ config, secrets, log, appUrl, directUrl, demo: true });
    await settleDemo(runtime.system("e2e"), true, true);
    await ensureDemo(runtime, () => loadDemoUnion(runtime));
    await runtime.close();
  } finally {
    await database.stop();
  }
}
