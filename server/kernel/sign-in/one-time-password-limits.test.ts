import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { aCodeDesk, anAddress, aPhone, refusal, wrong } from "./one-time-password.builders.ts";
import { rememberAddress } from "./one-time-password.ts";
import { sweepSignIn } from "./sign-in-sweep.ts";

const { database, owner, power, ask, redeem, ageLimits, sent, settle } = await aCodeDesk();

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
