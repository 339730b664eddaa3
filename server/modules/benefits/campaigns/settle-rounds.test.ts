import pg from "pg";
import { describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { findClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { aTestCity, someVoucherHolders } from "../benefits.builders.ts";
import { settleRounds } from "./settle-rounds.service.ts";

const { world, city } = await aTestCity();

async function aCampaign() {
  const made = await someVoucherHolders(world, city);
  const money = () => transact(world.database.ctx(), (tx) => balances(tx, made.fundSourceId));
  return { ...made, money };
}

describe("rounds that are over", () => {
  test("are closed once and what nobody took goes back; a voucher in hand stays, a running round too", async () => {
    const [over, going] = [await aCampaign(), await aCampaign()];
    expect(await settleRounds(world.database.ctx())).toBe(0);
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("set app.scope = '*'");
    await owner.query(
      `update benefits.round set opens_at = now() - number * interval '2 days', closes_at = now() - interval '1 day'
        where campaign_id = $1`,
      [over.campaignId],
    );
    await owner.end();

    expect(await settleRounds(world.database.ctx())).toBe(2);
    expect(await settleRounds(world.database.ctx())).toBe(0);
    expect(await over.money()).toMatchObject({ set_aside: 0, issued: 10_000 });
    expect((await transact(world.database.ctx(), (tx) => findClaim(tx.db, over.claim)))?.state).toBe("active");
    expect(await going.money()).toMatchObject({ set_aside: 10_000, issued: 10_000 });
  });

  test("are settled although another one cannot be", async () => {
    const [broken, good] = [await aCampaign(), await aCampaign()];
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("set app.scope = '*'");
    await owner.query(
      `update benefits.round set opens_at = now() - number * interval '2 days', closes_at = now() - interval '1 day'
        where campaign_id = any ($1)`,
      [[broken.campaignId, good.campaignId]],
    );
    // Its money is not where it should be: giving it back is refused.
    await owner.query(
      `update stock.quota set fund_source_id = gen_random_uuid() where id in (select release_id from benefits.round_release rr
        join benefits.round r on r.id = rr.round_id where r.campaign_id = $1)`,
      [broken.campaignId],
    );
    await owner.end();

    // Of the broken one the round that has nothing to give back, and both of the good one.
    expect(await settleRounds(world.database.ctx())).toBe(3);
    expect(await settleRounds(world.database.ctx())).toBe(0);
    expect(await good.money()).toMatchObject({ set_aside: 0 });
    expect(await broken.money()).toMatchObject({ set_aside: 10_000 });
  });
});
