import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import pino from "pino";
import { openSource } from "../server/engines/funds/index.ts";
import { systemClock } from "../server/kernel/clock.ts";
import { transact } from "../server/kernel/context.ts";
import { connect } from "../server/kernel/database/db.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import { type NewRelease, openCap, publishRelease } from "../server/modules/releases/publish-release.ts";
import type { Stage } from "./stage.ts";

/** Publishes releases on a stage the way the product does: with caps, money and audit. */
export interface GrabStage {
  publish(release: Partial<NewRelease> & { capacity: number }): Promise<string>;
  close(): Promise<void>;
}

export async function grabStage(stage: Stage, node: string): Promise<GrabStage> {
  const secrets = await loadSecrets({
    file: stage.secretsFile,
    createIfMissing: false,
    dataDir: "/nowhere",
    requireOutside: false,
  });
  const database = connect(stage.appUrl, { max: 2 });
  const ctx = {
    db: database.db,
    actor: { kind: "system" as const, name: "stage" },
    clock: systemClock,
    log: pino({ level: "silent" }),
  };
  const sourceId = await transact(ctx, (tx) =>
    openSource(tx, {
      node,
      name: "测试资金",
      year: 2026,
      budgetFen: 100_000_000_000_000,
      reference: { type: "bench", id: "1" },
    }),
  );
  return {
    publish: (release) =>
      transact(ctx, async (tx) => {
        const id = uuidv7();
        const cap = await openCap(tx, { node, scope: "campaign", label: "每人一张", maxUnits: 1 });
        const now = Date.now();
        await publishRelease(tx, secrets, {
          id,
          node,
          kind: "voucher",
          subjectId: randomUUID(),
          roundId: randomUUID(),
          title: "满200减100",
          mode: "first_come",
          opensAt: new Date(now - 1000),
          closesAt: new Date(now + 86_400_000),
          validFrom: new Date(now - 1000),
          validUntil: new Date(now + 30 * 86_400_000),
          caps: [cap],
          eligibility: [{ type: "verified" }],
          fund: { sourceId, unitFen: 10_000 },
          ...release,
        });
        return id;
      }),
    close: () => database.close(),
  };
}

/** Installs the one-function baseline; only benches do. */
export async function installBaseline(owner: pg.Client): Promise<void> {
  await owner.query(await readFile(join(import.meta.dirname, "claim-one.sql"), "utf8"));
}
