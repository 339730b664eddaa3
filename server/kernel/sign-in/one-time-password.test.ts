import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../actor.ts";
import { asSystem, transact } from "../context.ts";
import { connect } from "../database/db.ts";
import { startNotify } from "../notify/notify.ts";
import type { Problem } from "../problem.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type CodePower, redeemCodes, rememberAddress, requestCode } from "./one-time-password.ts";
import { sweepSignIn } from "./sign-in-sweep.ts";

let database: TestDatabase;
let power: CodePower;
let owner: pg.Client;
let notify: ReturnType<typeof startNotify>;
let nextPhone = 0;

beforeAll(async () => {
  database = await testDatabase({ max: 16 });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  power = { secrets: await temporarySecrets(), demo: true };
  notify = startNotify({ ...power, system: (name) => asSystem(database.ctx(), name) });
});
afterAll(async () => {
  await notify.stop();
  await owner.end();
  await database.drop();
});
beforeEach(() => transact(database.ctx(), (tx) => sql`delete from kernel.limit_event`.execute(tx.db)));

const ctx = () => database.ctx(anonymous);
const aPhone = () => `+86199${String(++nextPhone).padStart(8, "0")}`;
const anAddress = () => `203.0.${randomInt(256)}.${randomInt(256)}`;
const purpose = "test.sign_in";

interface Ask {
  phone?: string;
  address?: string;
  known?: boolean;
  purpose?: string;
}
const ask = ({ phone = aPhone(), address = anAddress(), known = true, ...rest }: Ask = {}) =>
  requestCode(ctx(), power, { phone, address, purpose: rest.purpose ?? purpose, isKnown: async () => known });
const redeem = (phone: string, code: string, of = purpose) =>
  redeemCodes(ctx(), power.secrets, [{ phone, code, purpose: of }]);

const refusal = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error("was not refused");
    },
    (error: Problem) => error,
  );
const wrong = (code: string) => String((Number(code) + 1 + randomInt(999_998)) % 1_000_000).padStart(6, "0");
// Time passes: only the owner may move what was counted.
const ageLimits = (interval: string) => owner.query("update kernel.limit_event set at = at - $1::interval", [interval]);
/** Messages really handed over for sending, today. */
const sent = async () => {
  const { rows } = await transact(database.ctx(), (tx) =>
    sql<{ count: number }>`select count(*)::int as count from kernel.sms_message`.execute(tx.db),
  );
  return rows[0]?.count ?? 0;
};
const settle = async (expected: number, forMs = 3000) => {
  for (const end = performance.now() + forMs; performance.now() < end && (await sent()) !== expected; ) await sleep(10);
  return sent();
};

describe("a one-time password", () => {
  test("opens once, for its phone and its purpose only", async () => {
    const phone = aPhone();
    const { demoCode = "", resendAfter } = await ask({ phone });
    expect(resendAfter).toBe(60);
    expect((await refusal(redeem(aPhone(), demoCode))).code).toBe("sign_in.code_expired");
    expect((await refusal(redeem(phone, demoCode, "other"))).code).toBe("sign_in.code_expired");
    await redeem(phone, demoCode);
    expect((await refusal(redeem(phone, demoCode))).code).toBe("sign_in.code_expired");
  });

  test("is stored only as a keyed hash, and seen by nobody but the server", async () => {
    const { demoCode = "" } = await ask();
    const seen = await transact(database.ctx(), (tx) =>
      sql<{ row: string }>`select to_jsonb(o)::text as row from kernel.one_time_password o`.execute(tx.db),
    );
    expect(seen.rows.length).toBeGreaterThan(0);
    for (const { row } of seen.rows) expect(JSON.parse(row).code_hmac).not.toContain(demoCode);
    const asMember = await transact(ctx(), (tx) => sql`select 1 from kernel.one_time_password`.execute(tx.db));
    expect(asMember.rows).toEqual([]);
  });

  test("allows five tries, counted also when they come at once", async () => {
    const phone = aPhone();
    const { demoCode = "" } = await ask({ phone });
    const guesses = Array.from({ length: 12 }, () => refusal(redeem(phone, wrong(demoCode))));
    const codes = (await Promise.all(guesses)).map((problem) => problem.code);
    expect(codes.filter((code) => code === "sign_in.wrong_code")).toHaveLength(5);
    expect(codes.filter((code) => code === "sign_in.too_many_tries")).toHaveLength(7);
    expect((await refusal(redeem(phone, demoCode))).code).toBe("sign_in.too_many_tries");
  });

  test("ends after five minutes, and when a newer one is asked for", async () => {
    const phone = aPhone();
    const first = await ask({ phone });
    await ageLimits("2 minutes");
    const second = await ask({ phone });
    if (first.demoCode !== second.demoCode)
      expect((await refusal(redeem(phone, first.demoCode ?? ""))).params.triesLeft).toBe(4);
    await transact(database.ctx(), (tx) =>
      sql`update kernel.one_time_password set expires_at = expires_at - interval '5 minutes'`.execute(tx.db),
    );
    expect((await refusal(redeem(phone, second.demoCode ?? ""))).code).toBe("sign_in.code_expired");
  });

  test("of two, a wrong second one does not use up the right first one", async () => {
    const [old, fresh] = [aPhone(), aPhone()];
    const [a, b] = [await ask({ phone: old }), await ask({ phone: fresh })];
    const both = (code: string) =>
      redeemCodes(ctx(), power.secrets, [
        { phone: old, purpose, code: a.demoCode ?? "", which: "current" },
        { phone: fresh, purpose, code, which: "new" },
      ]);
    expect((await refusal(both(wrong(b.demoCode ?? "")))).params).toEqual({ which: "new", triesLeft: 4 });
    await both(b.demoCode ?? "");
  });
});

describe("an online guesser", () => {
  test("gets at most ten codes of five tries a day for one phone: 50 guesses in a million", async () => {
    const phone = aPhone();
    let guesses = 0;
    for (let asked = 0; asked < 40; asked++) {
      // Forty minutes between the attempts: far slower than the limits by minute and hour.
      await ageLimits("36 minutes");
      const answer = await ask({ phone }).catch(() => undefined);
      if (answer === undefined) continue;
      for (;;) {
        const problem = await refusal(redeem(phone, wrong(answer.demoCode ?? "")));
        if (problem.code !== "sign_in.wrong_code") break;
        guesses++;
      }
    }
    expect(guesses).toBeLessThanOrEqual(50);
    expect(guesses).toBeGreaterThanOrEqual(45); // the simulation did guess
  });
});

describe("bombing one phone with messages", () => {
  test("stops at one a minute, five an hour, ten a day, from any number of addresses", async () => {
    const phone = aPhone();
    const before = await sent();
    const burst = await Promise.allSettled(Array.from({ length: 30 }, () => ask({ phone })));
    expect(burst.filter((one) => one.status === "fulfilled")).toHaveLength(1);

    const problem = await refusal(ask({ phone }));
    expect(problem).toMatchObject({ status: 429, code: "sign_in.too_many_codes" });
    expect(problem.retryAfter).toBeGreaterThan(50);
    expect(problem.retryAfter).toBeLessThanOrEqual(60);

    const inAnHour = await often(phone, 20, "61 seconds");
    expect(inAnHour).toBe(4);
    const inADay = await often(phone, 60, "20 minutes");
    expect(inADay).toBe(5);
    expect(await settle(before + 10)).toBe(before + 10);
  });

  async function often(phone: string, times: number, between: string): Promise<number> {
    let given = 0;
    for (let i = 0; i < times; i++) {
      await ageLimits(between);
      given += await ask({ phone }).then(
        () => 1,
        () => 0,
      );
    }
    return given;
  }

  test("stops for the whole platform when the day's amount is used up, alike for known and unknown phones", async () => {
    await set({ platformPerDay: (await sent()) + 3 });
    const before = await sent();
    await Promise.all([ask(), ask(), ask()]);
    expect(await settle(before + 3)).toBe(before + 3);
    const known = await refusal(ask({ known: true }));
    const unknown = await refusal(ask({ known: false }));
    expect(known).toMatchObject({ status: 503, code: "sign_in.try_again_later" });
    expect(unknown).toEqual(known);
    await set({});
    await ask();
  });
});

describe("the limits of one phone", () => {
  test("a code for one thing need not wait for the code for another, and all share the day's amount", async () => {
    const phone = aPhone();
    await ask({ phone, purpose: "pair" });
    await ask({ phone, purpose: "pin" });
    expect((await refusal(ask({ phone, purpose: "pin" }))).retryAfter).toBeLessThanOrEqual(60);
    for (let more = 0; more < 3; more++) await ask({ phone, purpose: `another.${more}` });
    const problem = await refusal(ask({ phone, purpose: "yet another" }));
    expect(problem).toMatchObject({ status: 429, code: "sign_in.too_many_codes" });
    expect(problem.retryAfter).toBeGreaterThan(50 * 60);
  });

  const exhaust = async (phone: string) => {
    for (let asked = 0; asked < 12; asked++) {
      await ask({ phone, purpose: `stranger.${asked}` }).catch(() => undefined);
      await ageLimits("13 minutes");
    }
    expect((await refusal(ask({ phone }))).status).toBe(429);
  };

  test("used up by a stranger, a phone still gets its codes where a member has signed in, member or not alike", async () => {
    const home = anAddress();
    await rememberAddress(database.ctx(), power.secrets, home);
    for (const known of [true, false]) {
      const phone = aPhone();
      await exhaust(phone);
      const answer = await ask({ phone, known, address: home });
      await redeem(phone, answer.demoCode ?? "");
      expect((await refusal(ask({ phone, known, address: home }))).retryAfter).toBeLessThanOrEqual(60);
      await ageLimits("2 minutes");
      for (let more = 0; more < 2; more++) await ask({ phone, known, address: home, purpose: `more.${more}` });
      expect((await refusal(ask({ phone, known, address: home, purpose: "fourth" }))).status).toBe(429);
    }
  });

  test("from known addresses together end at ten a day beside the common ten", async () => {
    const phone = aPhone();
    const homes = Array.from({ length: 8 }, () => anAddress());
    for (const home of homes) await rememberAddress(database.ctx(), power.secrets, home);
    let given = 0;
    for (let asked = 0; asked < 80; asked++) {
      await ageLimits("15 minutes");
      const answer = await ask({ phone, address: homes[asked % 8] ?? "" }).catch(() => undefined);
      if (answer !== undefined) given++;
    }
    expect(given).toBe(20);
  });

  test("an address where nobody signed in for three months is a stranger's again", async () => {
    const home = anAddress();
    await rememberAddress(database.ctx(), power.secrets, home);
    await owner.query("update kernel.known_address set seen_at = seen_at - interval '89 days'");
    await sweepSignIn(database.ctx());
    const known = async () =>
      (await sql<{ count: number }>`select count(*)::int as count from kernel.known_address`.execute(database.db)).rows;
    expect((await known())[0]?.count).toBeGreaterThan(0);
    await owner.query("update kernel.known_address set seen_at = seen_at - interval '2 days'");
    await rememberAddress(database.ctx(), power.secrets, home);
    await sweepSignIn(database.ctx());
    expect((await known())[0]?.count).toBe(1);
  });
});

const set = (limits: Record<string, number>) =>
  sql`insert into kernel.setting (key, value) values ('sign_in.limits', ${JSON.stringify(limits)}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(database.db);

describe("an address", () => {
  test("with a factory of 3,000 members behind it gets everybody in", async () => {
    const address = anAddress();
    let answered = 0;
    for (let batch = 0; batch < 60; batch++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask({ address })));
      answered += answers.length;
    }
    expect(answered).toBe(3000);
  });

  test("from which no member signed in may ask for few unknown phones, then for none; a sign-in makes it known", async () => {
    const address = anAddress();
    const tried = await strangers(address, 60);
    expect(tried).toBeGreaterThanOrEqual(20);
    expect(tried).toBeLessThanOrEqual(40);

    // Refused alike: the limit does not tell who is a member.
    const known = await refusal(ask({ address, known: true }));
    const unknown = await refusal(ask({ address, known: false }));
    expect(known.code).toBe("sign_in.too_many_codes");
    expect({ ...unknown, retryAfter: 0, params: {} }).toEqual({ ...known, retryAfter: 0, params: {} });

    await rememberAddress(database.ctx(), power.secrets, address);
    expect(await strangers(address, 60)).toBe(60);
  });

  async function strangers(address: string, most: number): Promise<number> {
    for (let i = 0; i < most; i++) {
      const answer = await ask({ address, known: false }).catch(() => undefined);
      if (answer === undefined) return i;
      // Counting comes after the answer.
      await sleep(5);
    }
    return most;
  }
});

describe("known and unknown phones", () => {
  test("get the same answers, the same refusals and the same rows; only the message differs", async () => {
    const shapes = [];
    for (const known of [true, false]) {
      const phone = aPhone();
      const address = anAddress();
      const before = await sent();
      const answer = await ask({ phone, address, known });
      const again = await refusal(ask({ phone, address, known }));
      const guess = await refusal(redeem(phone, wrong(answer.demoCode ?? "")));
      expect(await settle(before + (known ? 1 : 0))).toBe(before + (known ? 1 : 0));
      shapes.push([
        Object.keys(answer).sort(),
        answer.resendAfter,
        Math.round((answer.expiresAt.getTime() - Date.now()) / 10_000),
        [again.status, again.code, Object.keys(again.params)],
        [guess.status, guess.code, guess.params],
      ]);
    }
    expect(shapes[1]).toEqual(shapes[0]);
  });

  test("run the same statements before the answer, so that time does not tell", async () => {
    const statements = async (known: boolean) => {
      const seen: string[] = [];
      const one = connect(database.appUrl, { max: 1 });
      one.pool.on("connect", (connection) => {
        const query = connection.query.bind(connection) as (...all: unknown[]) => unknown;
        connection.query = ((config: string | { text: string }, ...rest: unknown[]) => {
          seen.push(typeof config === "string" ? config : config.text);
          return query(config, ...rest);
        }) as typeof connection.query;
      });
      await requestCode({ ...ctx(), db: one.db }, power, {
        phone: aPhone(),
        address: anAddress(),
        purpose,
        isKnown: async () => known,
      });
      const answered = seen.slice(0, seen.indexOf("commit") + 1);
      await settle(-1, 100);
      await one.close();
      return answered;
    };
    const known = await statements(true);
    expect(known.length).toBeGreaterThan(6);
    expect(await statements(false)).toEqual(known);
  });
});
