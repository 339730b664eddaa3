import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { connect } from "../database/db.ts";
import { aCodeDesk, anAddress, aPhone, purpose, refusal, wrong } from "./one-time-password.builders.ts";
import { redeemCodes, requestCode } from "./one-time-password.ts";

const { database, power, ctx, ask, redeem, ageLimits, sent, settle } = await aCodeDesk();

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
