import type { Agent } from "node:http";
import { type GrabStage, grabStage } from "../bench/grab-stage.ts";
import { type Member, makeMembers, makeNode, openStage, type Stage } from "../bench/stage.ts";
import { redeemClaim, returnClaim } from "../server/engines/stock/index.ts";
import { transact } from "../server/kernel/context.ts";
import { topUpRelease } from "../server/modules/releases/index.ts";
import { type InProcess, inProcess } from "./in-process.ts";
import { installNaive, publishNaive } from "./naive.routes.ts";
import { type Answer, codeOf, openAgent, post } from "./post.ts";
import type { Proof } from "./proof.ts";
import { freshKey, type SeededRandom, seededRandom } from "./random.ts";

const parallel = 100;

interface Bed {
  stage: Stage;
  grab: GrabStage;
  use: InProcess;
  node: string;
  ports: number[];
  agent: Agent;
  random: SeededRandom;
  members: Member[];
  /** What went wrong, in words. */
  faults: string[];
}

export const idempotency: Proof = {
  shows:
    "100 parallel calls with one key have one effect and byte-identical answers, for ever; the key with another request is refused, another person's key is useless",
  run: async (options) => {
    const rounds = options.short ? 2 : 100;
    const stage = await openStage();
    try {
      await installNaive(stage);
      const node = await makeNode(stage);
      const members = await makeMembers(stage, node, rounds * 4 + 10);
      const grab = await grabStage(stage, node);
      const use = await inProcess(stage);
      const servers = await Promise.all([stage.serve(), stage.serve()]);
      const bed: Bed = {
        stage,
        grab,
        use,
        node,
        members,
        ports: servers.map((server) => server.port),
        agent: openAgent(),
        random: seededRandom(options.seed),
        faults: [],
      };
      for (let round = 0; round < rounds; round++) {
        await oneKey(bed, round % 2 === 0 ? "returned" : "redeemed");
        await twoReleases(bed);
        await anotherPerson(bed);
        await topUps(bed);
      }
      options.say(`product: ${rounds} rounds, ${bed.faults.length} faults ${bed.faults.slice(0, 5).join("; ")}`);
      const controlEffects = await naiveEffects(bed);
      options.say(`control: one key had ${controlEffects} effects`);
      bed.agent.destroy();
      await use.close();
      await grab.close();
      return {
        ok: bed.faults.length === 0,
        negativeControlFailed: controlEffects > 1,
        rounds,
        callsPerKey: parallel,
        faults: bed.faults,
        controlEffects,
      };
    } finally {
      await stage.close();
    }
  },
};

const nextMember = (bed: Bed): Member => bed.members.pop() as Member;

const claim = (bed: Bed, releaseId: string, member: Member, key: string): Promise<Answer> =>
  post(bed.random.pick(bed.ports), `/api/releases/${releaseId}/claims`, {
    cookie: member.cookie,
    key,
    agent: bed.agent,
    timeout: 15_000,
  });

/** All at once, then again after the claim has ended and everything is sold out: always the same bytes, never a second claim. */
async function oneKey(bed: Bed, end: "returned" | "redeemed"): Promise<void> {
  const releaseId = await bed.grab.publish({ capacity: 3 });
  const [member, key] = [nextMember(bed), freshKey()];
  const answers = await Promise.all(Array.from({ length: parallel }, () => claim(bed, releaseId, member, key)));
  const first = answers[0] as Answer;
  expect(
    bed,
    "parallel calls were answered alike",
    new Set(answers.map((answer) => `${answer.status} ${answer.body}`)).size === 1 && first.status === 201,
  );
  const { id } = JSON.parse(first.body) as { id: string };
  await transact(bed.use.system, (tx) =>
    end === "returned" ? returnClaim(tx, id, { reason: "member" }) : redeemClaim(tx, id),
  );
  const later = await claim(bed, releaseId, member, key);
  expect(bed, `the same answer after it was ${end}`, later.status === 201 && later.body === first.body);
  await bed.stage.owner.query("update stock.quota set state = 'closed' where id = $1", [releaseId]);
  await new Promise((resolve) => setTimeout(resolve, bed.random.below(1200)));
  const last = await claim(bed, releaseId, member, key);
  expect(bed, "the same answer after closing", last.status === 201 && last.body === first.body);
  expect(bed, "one effect", (await claimsOf(bed, member)) === 1);
}

/** One key for two releases at the same moment: one of them has the effect, the other refuses. A bystander must not notice. */
async function twoReleases(bed: Bed): Promise<void> {
  const releases = await Promise.all([bed.grab.publish({ capacity: 500 }), bed.grab.publish({ capacity: 500 })]);
  const [member, bystander, key] = [nextMember(bed), nextMember(bed), freshKey()];
  const sent = Array.from({ length: parallel }, (_, index) => ({ releaseId: releases[index % 2] as string }));
  const answers = await Promise.all([
    ...sent.map(({ releaseId }) => claim(bed, releaseId, member, key)),
    claim(bed, releases[1] as string, bystander, freshKey()),
  ]);
  expect(bed, "a bystander in the same batch is granted", answers.pop()?.status === 201);
  const granted = answers.filter((answer) => answer.status === 201);
  const refused = answers.filter((answer) => answer.status === 422 && codeOf(answer) === "idempotency.key_reused");
  expect(
    bed,
    "the key is good for one release and refused for the other",
    granted.length === parallel / 2 && refused.length === parallel / 2,
  );
  expect(bed, "one answer for the one release", new Set(granted.map((answer) => answer.body)).size === 1);
  expect(bed, "one effect of a key on two releases", (await claimsOf(bed, member)) === 1);
}

/** Somebody else's key gives nothing of that person's: it is a key of one's own like any other. */
async function anotherPerson(bed: Bed): Promise<void> {
  const releaseId = await bed.grab.publish({ capacity: 1 });
  const [owner, key] = [nextMember(bed), freshKey()];
  const thief = bed.members[0] as Member;
  const mine = await claim(bed, releaseId, owner, key);
  const stolen = await claim(bed, releaseId, thief, key);
  expect(
    bed,
    "another person's key is useless",
    mine.status === 201 && stolen.status === 409 && !stolen.body.includes((JSON.parse(mine.body) as { id: string }).id),
  );
}

/** The staff's top-up: the same key adds once; with another number of units it is refused. */
async function topUps(bed: Bed): Promise<void> {
  const releaseId = await bed.grab.publish({ capacity: 10 });
  const key = freshKey();
  const staff = bed.use.as({
    kind: "staff",
    accountId: freshKey(),
    sessionId: freshKey(),
    name: "赵敏",
    duties: [{ duty: "releases.runner", path: bed.node }],
  });
  await Promise.all(Array.from({ length: 16 }, () => topUpRelease(staff, releaseId, 5, key)));
  const other = await topUpRelease(staff, releaseId, 6, key).then(
    () => 200,
    (error: { status?: number }) => error.status ?? 500,
  );
  const { rows } = await bed.stage.owner.query<{ capacity: number }>("select capacity from stock.quota where id = $1", [
    releaseId,
  ]);
  expect(bed, "a top-up adds once and the key with other units is 422", rows[0]?.capacity === 15 && other === 422);
}

async function naiveEffects(bed: Bed): Promise<number> {
  const id = await publishNaive(bed.stage, 10_000);
  // It is a race: where one key happens to get through alone, the next is tried.
  for (const member of bed.members.slice(0, 30)) {
    const effects = await effectsOfNaive(bed, id, member);
    if (effects > 1) return effects;
  }
  return 1;
}

async function effectsOfNaive(bed: Bed, id: string, { cookie }: Member): Promise<number> {
  const key = freshKey();
  await Promise.all(
    Array.from({ length: parallel }, () =>
      post(bed.random.pick(bed.ports), `/api/bench/naive/${id}`, { cookie, key, agent: bed.agent }),
    ),
  );
  const { rows } = await bed.stage.owner.query<{ count: number }>(
    "select count(*)::integer as count from naive.claim where quota_id = $1 and key = $2",
    [id, key],
  );
  return rows[0]?.count ?? 0;
}

async function claimsOf(bed: Bed, member: Member): Promise<number> {
  const { rows } = await bed.stage.owner.query<{ count: number }>(
    "select count(*)::integer as count from stock.claim where person_id = $1",
    [member.personId],
  );
  return rows[0]?.count ?? 0;
}

function expect(bed: Bed, what: string, held: boolean): void {
  if (!held) bed.faults.push(what);
}
