import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeEach } from "vitest";
import { anonymous } from "../actor.ts";
import { asSystem, transact } from "../context.ts";
import { startNotify } from "../notify/notify.ts";
import type { Problem } from "../problem.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { testDatabase } from "../testing.ts";
import { type CodePower, redeemCodes, requestCode } from "./one-time-password.ts";

export const purpose = "test.sign_in";
export const anAddress = () => `203.0.${randomInt(256)}.${randomInt(256)}`;
let nextPhone = 0;
export const aPhone = () => `+86199${String(++nextPhone).padStart(8, "0")}`;
export const wrong = (code: string) => String((Number(code) + 1 + randomInt(999_998)) % 1_000_000).padStart(6, "0");

interface Ask {
  phone?: string;
  address?: string;
  known?: boolean;
  purpose?: string;
}

/** A database of this file's own on which codes are asked for and used; each test begins with nothing counted. */
export async function aCodeDesk() {
  const database = await testDatabase({ max: 16 });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const power: CodePower = { secrets: await temporarySecrets(), demo: true };
  const notify = startNotify({ ...power, system: (name) => asSystem(database.ctx(), name) });
  afterAll(async () => {
    await notify.stop();
    await owner.end();
    await database.drop();
  });
  // What was asked for is sent after the answer: a test that counts messages begins when those of the one before are all there.
  beforeEach(async () => {
    while ((await sent()) + unsent < asked) await sleep(10);
    await transact(database.ctx(), (tx) => sql`delete from kernel.limit_event`.execute(tx.db));
  });

  let [asked, unsent] = [0, 0];
  const ctx = () => database.ctx(anonymous);
  const ask = async ({ phone = aPhone(), address = anAddress(), known = true, ...rest }: Ask = {}) => {
    const own = ctx();
    const log = own.log.child({});
    log.error = () => void unsent++;
    const given = { phone, address, purpose: rest.purpose ?? purpose, isKnown: async () => known };
    const answer = await requestCode({ ...own, log }, power, given);
    if (known) asked++;
    return answer;
  };
  const redeem = (phone: string, code: string, of = purpose) =>
    redeemCodes(ctx(), power.secrets, [{ phone, code, purpose: of }]);
  // Time passes: only the owner may move what was counted.
  const ageLimits = (interval: string) =>
    owner.query("update kernel.limit_event set at = at - $1::interval", [interval]);
  /** Messages really handed over for sending, today. */
  const sent = async () => {
    const { rows } = await transact(database.ctx(), (tx) =>
      sql<{ count: number }>`select count(*)::int as count from kernel.sms_message`.execute(tx.db),
    );
    return rows[0]?.count ?? 0;
  };
  const settle = async (expected: number, forMs = 3000) => {
    for (const end = performance.now() + forMs; performance.now() < end && (await sent()) !== expected; )
      await sleep(10);
    return sent();
  };
  return { database, owner, power, ctx, ask, redeem, ageLimits, sent, settle };
}

export const refusal = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error("was not refused");
    },
    (error: Problem) => error,
  );
