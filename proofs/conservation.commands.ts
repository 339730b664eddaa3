import { sql } from "kysely";
import {
  awardClaims,
  cancelQuota,
  closeQuota,
  confirmHold,
  expireHolds,
  holdUnit,
  joinWaitingList,
  lapseClaims,
  leaveWaitingList,
  moveSeat,
  pauseQuota,
  redeemClaim,
  reissueRedeemed,
  releaseHold,
  resumeQuota,
  returnClaim,
  spillDue,
  swapSeats,
  topUp,
  undoRedemption,
  voidRedeemed,
} from "../server/engines/stock/index.ts";
import { transact } from "../server/kernel/context.ts";
import { Problem } from "../server/kernel/problem.ts";
import { houseLabels, type Scene, someClaim, type World } from "./conservation.world.ts";
import { freshKey, type SeededRandom } from "./random.ts";

/** What the model counts: every act that was acknowledged. */
export type Act =
  | "claimed"
  | "awarded"
  | "chartered"
  | "entered"
  | "served"
  | "held"
  | "confirmed"
  | "declined"
  | "redeemed"
  | "undone"
  | "clawedBack"
  | "reissued"
  | "moved"
  | "returned"
  | "lapsed"
  | "toppedUp"
  | "closed";

export type Tally = Record<Act, number>;

export const emptyTally = (): Tally => ({
  claimed: 0,
  awarded: 0,
  chartered: 0,
  moved: 0,
  entered: 0,
  served: 0,
  held: 0,
  confirmed: 0,
  declined: 0,
  redeemed: 0,
  undone: 0,
  clawedBack: 0,
  reissued: 0,
  returned: 0,
  lapsed: 0,
  toppedUp: 0,
  closed: 0,
});

export interface Play {
  world: World;
  scene: Scene;
  random: SeededRandom;
  tally: Tally;
  /** Anything but an outcome or a refusal: a broken promise of the engine. */
  onFault(error: Error): void;
}

type Command = (play: Play) => Promise<void>;

const claim: Command = async ({ world, scene, random, tally }) => {
  const desk = random.pick(world.desks);
  const key = freshKey();
  const request = { quotaId: random.pick(scene.quotas), personId: random.pick(world.people), key };
  const first = await desk.claim(request);
  if (first.outcome === "granted") tally.claimed++;
  if (!random.chance(0.2) || !("claimId" in first)) return;
  const other = random.pick(world.desks);
  let again = await other.claim(request);
  // A process may refuse from a figure that is a second old; when it has looked again, it must know the claim.
  if (!("claimId" in again)) {
    await other.snapshots.refresh();
    await other.snapshots.refresh();
    again = await other.claim(request);
  }
  if (!("claimId" in again) || again.claimId !== first.claimId)
    throw new Error(`the same key was answered ${again.outcome}`);
};

const enter: Command = async ({ world, scene, random, tally }) => {
  const shareId = random.chance(0.3) ? scene.share : undefined;
  const request = {
    quotaId: scene.windowed,
    personId: random.pick(world.people),
    weight: 1 + random.below(3),
    ...(shareId === undefined ? {} : { shareId }),
  };
  if ((await random.pick(world.desks).enter(request)).outcome === "entered") tally.entered++;
};

const serve: Command = async ({ world, scene, random, tally }) => {
  const { winners } = await random.pick(world.servings).serve(scene.windowed);
  tally.served += winners ?? 0;
};

/** One to three persons are named; whom a cap or the stock leaves out gets nothing, the others theirs. */
const award: Command = async (play) => {
  const { world, random, tally } = play;
  const named = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(world.people)));
  const awards = [...named].map((personId) => ({ personId, key: freshKey() }));
  const given = { quotaId: quota(play), awards, reason: "proof" };
  const outcomes = await transact(world.system, (tx) => awardClaims(tx, given));
  tally.awarded += outcomes.filter(({ outcome }) => outcome === "granted").length;
};

/** A union names its people for a chartered hall, each with a seat or with whatever is the best free one. */
const charter: Command = async ({ world, scene, random, tally }) => {
  const named = new Set(Array.from({ length: 2 + random.below(6) }, () => random.pick(world.people)));
  const awards = [...named].map((personId) => {
    const wish = { personId, key: freshKey() };
    return random.chance(0.5) ? { ...wish, pick: random.pick(houseLabels) } : wish;
  });
  const given = { quotaId: scene.charter, awards, reason: "proof" };
  const outcomes = await transact(world.system, (tx) => awardClaims(tx, given));
  tally.chartered += outcomes.filter(({ outcome }) => outcome === "granted").length;
};

/** The showing of the chartered hall does not take place: who has a seat gives it back, what was only held for somebody ends. */
const cancelHouse: Command = async ({ world, scene, tally }) => {
  const returned = await transact(world.system, async (tx) => {
    const family = [scene.house, scene.charter];
    const { rows } = await sql<{ held: number }>`with locked as (
        select held from stock.quota where id = any (${family}::uuid[]) order by id for update)
      select sum(held)::integer as held from locked`.execute(tx.db);
    return (await cancelQuota(tx, scene.house)) - (rows[0]?.held ?? 0);
  });
  tally.returned += returned;
};

const lapse: Command = async ({ world, tally }) => {
  const ended = await lapseClaims(world.system);
  tally.lapsed += ended; // not in one expression: it would add to what the tally was before the wait
};

const inTx =
  (work: (play: Play, tx: Parameters<Parameters<typeof transact>[1]>[0]) => Promise<unknown>, act?: Act): Command =>
  async (play) => {
    const done = await transact(play.world.system, (tx) => work(play, tx));
    if (act !== undefined && done !== false) play.tally[act]++;
  };

const onClaim =
  (
    state: string,
    work: (play: Play, tx: Parameters<Parameters<typeof transact>[1]>[0], claimId: string) => Promise<unknown>,
    act?: Act,
  ): Command =>
  async (play) => {
    const claimId = await someClaim(play.world, play.scene.quotas, state, play.random.below(20));
    if (claimId !== undefined) await inTx((_, tx) => work(play, tx, claimId), act)(play);
  };

/** Two of the chartered hall exchange their seats. */
const exchange: Command = async (play) => {
  const { world, scene, random } = play;
  const one = await someClaim(world, [scene.charter], "active", random.below(10));
  const other = await someClaim(world, [scene.charter], "active", random.below(10));
  if (one === undefined || other === undefined || one === other) return;
  await inTx((_, tx) => swapSeats(tx, one, other), "moved")(play);
};

const inAWhile = () => new Date(Date.now() + 3_600_000);
const person = ({ world, random }: Play) => random.pick(world.people);
const quota = ({ scene, random }: Play) => random.pick(scene.quotas);
/** Those with numbered units are topped up with their labels. */
const unnumbered = ({ scene, random }: Play) => random.pick(scene.quotas.filter((id) => !scene.numbered.includes(id)));

/** Commands with how often each is drawn. */
const commands: readonly [number, Command][] = [
  [30, claim],
  [12, enter],
  [6, award],
  [3, serve],
  [
    6,
    inTx(
      (play, tx) =>
        holdUnit(tx, {
          quotaId: quota(play),
          personId: person(play),
          holdUntil: new Date(Date.now() + play.random.below(600)),
        }),
      "held",
    ),
  ],
  [5, onClaim("held", (_, tx, id) => confirmHold(tx, id), "confirmed")],
  [2, onClaim("held", (_, tx, id) => releaseHold(tx, id, "declined"))],
  [8, onClaim("active", (_, tx, id) => redeemClaim(tx, id), "redeemed")],
  [4, onClaim("redeemed", (_, tx, id) => undoRedemption(tx, id), "undone")],
  // Goods are brought back long after: the voucher is void, or its member has it again.
  [2, onClaim("redeemed", (_, tx, id) => voidRedeemed(tx, id, { reason: "goods_returned" }), "clawedBack")],
  [2, onClaim("redeemed", (_, tx, id) => reissueRedeemed(tx, id, { validUntil: inAWhile() }), "reissued")],
  [
    12,
    onClaim(
      "active",
      (play, tx, id) => returnClaim(tx, id, { reason: play.random.pick(["member", "staff", "cancelled"]) }),
      "returned",
    ),
  ],
  [5, inTx((play, tx) => joinWaitingList(tx, { quotaId: quota(play), personId: person(play) }))],
  [2, inTx((play, tx) => leaveWaitingList(tx, { quotaId: quota(play), personId: person(play) }))],
  [4, charter],
  [3, onClaim("active", (play, tx, id) => moveSeat(tx, id, play.random.pick(houseLabels)), "moved")],
  [2, exchange],
  [2, inTx((play, tx) => topUp(tx, unnumbered(play), 1 + play.random.below(2)), "toppedUp")],
  [1, inTx((play, tx) => pauseQuota(tx, quota(play)))],
  [3, inTx((play, tx) => resumeQuota(tx, quota(play)))],
  [3, async ({ world }) => void (await expireHolds(world.system))],
  [2, lapse],
  [2, async ({ world }) => void (await spillDue(world.system))],
];
const close: Command = inTx((play, tx) => closeQuota(tx, quota(play)), "closed");
const total = commands.reduce((sum, [weight]) => sum + weight, 0);

/** Runs one random command. A refusal is an answer; any other error is a fault. `late` scenes also close quotas. */
export async function runOne(play: Play, late: boolean): Promise<void> {
  const command =
    late && play.random.chance(0.02) ? play.random.pick([close, cancelHouse]) : draw(play.random.below(total));
  try {
    await command(play);
  } catch (error) {
    if (!(error instanceof Problem)) play.onFault(error as Error);
  }
}

function draw(ticket: number): Command {
  let left = ticket;
  for (const [weight, command] of commands) {
    if (left < weight) return command;
    left -= weight;
  }
  return claim;
}
