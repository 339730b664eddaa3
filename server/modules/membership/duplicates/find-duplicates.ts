import { z } from "zod";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { defineJob, enqueue } from "#kernel/jobs";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { listPeopleByIds, type PersonRow } from "../people.store.ts";
import { findIdNumber, findPhone } from "../sealed-fields.ts";
import { type Compared, type FoundPair, pairsOf } from "./duplicates.rules.ts";
import * as store from "./duplicates.store.ts";

/** How many people of the register are looked at in one transaction at night. */
const stretchOf = 20_000;
/** How many people one job after an import looks around. */
const atOnce = 1000;

/** Compares these people, who have just been written, with those whom they may be, and keeps the work list. In their transaction. */
export async function lookForDuplicates(tx: Tx, secrets: Secrets, ids: readonly string[]): Promise<void> {
  await seeingAll(tx, async () => {
    const found = await compare(tx, secrets, await store.listBlocksAround(tx.db, ids));
    await store.dropUnlike(tx.db, ids, found);
    await put(tx, found);
  });
}

/** The same soon, in the background: for many at once, as an import brings them. */
export async function lookLater(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += atOnce) await enqueue(tx, aroundJob, { ids: ids.slice(at, at + atOnce) });
}

/** Goes through the whole register, stretch by stretch in the order of how names sound; gives how many pairs it saw. */
export async function findDuplicates(ctx: Ctx, secrets: Secrets, stretch = stretchOf): Promise<number> {
  let after = "";
  let pairs = 0;
  for (;;) {
    const upTo = await transact(ctx, (tx) => store.findStretch(tx.db, after, stretch));
    if (upTo === undefined) return pairs;
    const here = { after, upTo };
    pairs += await transact(ctx, async (tx) => {
      const found = await compare(tx, secrets, await store.listBlocks(tx.db, here));
      await put(tx, found);
      return found.length;
    });
    after = upTo;
  }
}

const put = (tx: Tx, found: readonly FoundPair[]) =>
  store.putPairs(
    tx.db,
    found.map((pair) => ({ ...pair, id: uuidv7() })),
  );

/** The pairs within blocks that are worth a look, each once. */
async function compare(tx: Tx, secrets: Secrets, blocks: readonly string[][]): Promise<FoundPair[]> {
  const people = new Map<string, Compared>();
  for (const row of await listPeopleByIds(tx.db, [...new Set(blocks.flat())]))
    people.set(row.id, traitsOf(secrets, row));
  const pairs = blocks.flatMap((ids) => pairsOf(ids.flatMap((id) => people.get(id) ?? [])));
  return [...new Map(pairs.map((pair) => [`${pair.firstId} ${pair.secondId}`, pair])).values()];
}

const traitsOf = (secrets: Secrets, row: PersonRow): Compared => ({
  ...{ id: row.id, name: row.name, pinyin: row.pinyin, birth: row.birthDate, sex: row.sex, union: row.node },
  ...{ idKind: row.idKind, idNumber: findIdNumber(secrets, row) ?? null, phone: findPhone(secrets, row) ?? null },
});

let keys: Secrets | undefined;
/** Gives this process what its jobs read numbers with. */
export function equipFinder(secrets: Secrets): void {
  keys = secrets;
}
function power(): Secrets {
  if (keys === undefined) throw new Error("equipFinder has not run in this process.");
  return keys;
}

/** People as an import brought them in. */
export const aroundJob = defineJob({
  name: "membership.look_for_duplicates",
  data: z.object({ ids: z.array(z.uuid()).max(atOnce) }),
  handler: async (ctx, { ids }) => transact(ctx, (tx) => lookForDuplicates(tx, power(), ids)),
});

/** What came about otherwise: at night, over everybody. */
export const findJob = defineJob({
  name: "membership.find_duplicates",
  data: z.object({}),
  cron: "20 2 * * *",
  timeout: 7200,
  handler: async (ctx) => {
    const pairs = await findDuplicates(ctx, power());
    ctx.log.info({ pairs }, "membership.duplicates_found");
  },
});
