import { randomBytes } from "node:crypto";
import { aRegisteredPhone, someKeys } from "../server/engines/codes/codes.builders.ts";
import { type Answer, codeOf, openAgent, post } from "./post.ts";
import type { Proof } from "./proof.ts";
import { freshKey, type SeededRandom, seededRandom } from "./random.ts";
import { billFen, openTillWorld, type Till, type TillWorld, type Voucher } from "./till.world.ts";

const agent = openAgent();

export const till: Proof = {
  shows:
    "forged, replayed, expired, photographed and doubly presented codes at two tills of two processes: each voucher is redeemed exactly once, by its own code",
  run: async ({ seed, short, say }) => {
    const pairs = short ? 24 : 1000;
    const forgeries = short ? 50 : 5000;
    const spare = 20;
    const world = await openTillWorld(pairs + spare);
    const random = seededRandom(seed);
    try {
      const faults = [...(await notAccepted(world, random, forgeries))];
      say(`${forgeries} forged and ${Object.keys(wrongCodes).length} kinds of wrong codes: ${faults.length} accepted`);
      const doubles = await atBothTills(world, random, world.vouchers.slice(spare));
      say(`${pairs} pairs at once: ${JSON.stringify(doubles)}`);
      faults.push(
        ...doubles.faults,
        ...(await replayed(world, world.vouchers[spare] as Voucher)),
        ...(await booked(world, pairs)),
      );
      const naiveWins = await naively(world, world.vouchers.slice(0, spare));
      say(`control: ${spare} vouchers were redeemed ${naiveWins} times`);
      return {
        ok: faults.length === 0,
        negativeControlFailed: naiveWins > spare,
        pairs,
        forgeries,
        exactlyOne: doubles.exactlyOne,
        faults,
        controlVouchers: spare,
        controlRedemptions: naiveWins,
      };
    } finally {
      agent.destroy();
      await world.close();
    }
  },
};

const redeem = (at: Till, body: Record<string, unknown>): Promise<Answer> =>
  post(at.port, "/api/till/redemptions", {
    cookie: at.cookie,
    key: freshKey(),
    body: { amountFen: billFen, ...body },
    agent,
    timeout: 15_000,
  });

const show = ({ claimId, phone }: Voucher, age = 0): Promise<string> =>
  phone.show({ purpose: "redeem", subject: claimId, age });

/** Codes that must be refused, each made from vouchers that would be good. */
const wrongCodes: Record<string, (world: TillWorld, good: Voucher, other: Voucher) => Promise<string>> = {
  "a screenshot of half a minute ago": (_, good) => show(good, 31_000),
  "a screenshot of an hour ago": (_, good) => show(good, 3_600_000),
  "a code from the future": (_, good) => show(good, -120_000),
  "a code to identify oneself": (_, good) => good.phone.show({ purpose: "identify" }),
  "a code for somebody else's voucher": (_, good, other) =>
    good.phone.show({ purpose: "redeem", subject: other.claimId }),
  "a code for no voucher": (_, good) => good.phone.show({ purpose: "redeem", subject: freshKey() }),
  "a certificate of another server": async (world, good) => {
    const stranger = await aRegisteredPhone(world.use.system, await someKeys(), { personId: good.phone.personId });
    // Registering made it the person's phone; its certificate is still signed by a key that this server never had.
    const code = await stranger.show({ purpose: "redeem", subject: good.claimId });
    await good.phone.register();
    return code;
  },
};

async function notAccepted(world: TillWorld, random: SeededRandom, forgeries: number): Promise<string[]> {
  const faults: string[] = [];
  const [first] = world.tills;
  const [good, other] = world.vouchers as [Voucher, Voucher];
  for (const [what, make] of Object.entries(wrongCodes)) {
    const answer = await redeem(random.pick(world.tills), { code: await make(world, good, other) });
    if (answer.status < 400 || answer.status >= 500) faults.push(`${what}: ${answer.status} ${codeOf(answer)}`);
  }
  for (let done = 0; done < forgeries; done += 50) {
    const genuine = await show(world.vouchers[1 + random.below(15)] as Voucher);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => redeem(first, { code: forge(genuine, random) })),
    );
    for (const answer of answers)
      if (answer.status < 400 || answer.status >= 500) faults.push(`a forged code: ${answer.status} ${codeOf(answer)}`);
  }
  return faults;
}

/** A genuine code with some characters changed, or noise of the same length. */
function forge(genuine: string, random: SeededRandom): string {
  if (random.chance(0.3)) return randomBytes(Math.floor(genuine.length * 0.75)).toString("base64url");
  const letters = [...genuine];
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.below(letters.length);
    const before = letters[at] ?? "";
    letters[at] = random.pick(
      [..."ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"].filter((letter) => letter !== before.toUpperCase()),
    );
  }
  return letters.join("");
}

/** Each voucher at both tills at the same moment, in turn with one code, with two codes, and with two checks made before. */
async function atBothTills(world: TillWorld, random: SeededRandom, vouchers: readonly Voucher[]) {
  const faults: string[] = [];
  const refusals: Record<string, number> = {};
  let exactlyOne = 0;
  const onePair = async (voucher: Voucher, index: number) => {
    const bodies = await presentTwice(world, voucher, index % 3);
    const answers = await Promise.all(world.tills.map((at, which) => redeem(at, bodies[which] ?? {})));
    const won = answers.filter((answer) => answer.status === 201);
    const lost = answers.filter((answer) => answer.status >= 400 && answer.status < 500);
    if (won.length === 1 && lost.length === 1) exactlyOne++;
    else faults.push(`pair ${index}: ${answers.map((answer) => `${answer.status} ${codeOf(answer)}`).join(" and ")}`);
    for (const answer of lost) refusals[codeOf(answer)] = (refusals[codeOf(answer)] ?? 0) + 1;
  };
  const atOnce = 4 + random.below(5);
  for (let from = 0; from < vouchers.length; from += atOnce)
    await Promise.all(vouchers.slice(from, from + atOnce).map((voucher, index) => onePair(voucher, from + index)));
  return { exactlyOne, refusals, faults };
}

async function presentTwice(world: TillWorld, voucher: Voucher, way: number): Promise<Record<string, unknown>[]> {
  const code = await show(voucher);
  if (way === 0) return [{ code }, { code }];
  if (way === 1) return [{ code }, { code: await show(voucher) }];
  return Promise.all(
    world.tills.map(async (at) => {
      const answer = await post(at.port, "/api/till/check", {
        cookie: at.cookie,
        body: { code, amountFen: billFen },
        agent,
      });
      const { claimId, checkToken } = JSON.parse(answer.body) as { claimId: string; checkToken: string };
      return { claimId, checkToken };
    }),
  );
}

/** After its redemption nothing of a voucher is worth anything: not the same code, not a fresh one. */
async function replayed(world: TillWorld, used: Voucher): Promise<string[]> {
  const code = await show(used);
  const answers = [
    await redeem(world.tills[0], { code }),
    await redeem(world.tills[1], { code }),
    await redeem(world.tills[0], { code: await show(used) }),
  ];
  return answers.flatMap((answer) =>
    answer.status >= 400 && answer.status < 500 ? [] : [`a used voucher: ${answer.status} ${codeOf(answer)}`],
  );
}

/** One redemption per pair, of different claims, each claim redeemed once in the stock and in the books. */
async function booked(world: TillWorld, pairs: number): Promise<string[]> {
  const { rows } = await world.stage.owner.query<{ redemptions: number; claims: number; redeemed: number }>(
    `select (select count(*)::integer from benefits.redemption) as redemptions, (select count(distinct claim_id)::integer from benefits.redemption) as claims,
       (select count(*)::integer from stock.claim where state = 'redeemed') as redeemed`,
  );
  const found = rows[0];
  const right =
    found !== undefined && found.redemptions === pairs && found.claims === pairs && found.redeemed === pairs;
  return right ? [] : [`written: ${JSON.stringify(found)} for ${pairs} pairs`];
}

/** The negative control: a till that looks whether the voucher was redeemed and then writes that it is. */
async function naively(world: TillWorld, vouchers: readonly Voucher[]): Promise<number> {
  let wins = 0;
  for (const { claimId } of vouchers) {
    const answers = await Promise.all(
      world.tills.flatMap((at) =>
        [0, 1].map(() => post(at.port, `/api/bench/naive-redeem/${claimId}`, { cookie: at.cookie, agent })),
      ),
    );
    wins += answers.filter((answer) => answer.status === 201).length;
  }
  return wins;
}
