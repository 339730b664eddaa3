import { sql } from "kysely";
import { expect } from "vitest";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { aDuty, aFund, aKey, aMerchant, aTestCity, campaignInput } from "../benefits.builders.ts";

type Method = "GET" | "POST" | "PATCH";
interface Person {
  id: string;
  cookie: string;
}

/** A city whose office makes and checks campaigns, with a store and money, and the steps of a campaign's life. */
export async function aCampaignOffice(given: Parameters<typeof aTestCity>[0] = {}) {
  const { world, city } = await aTestCity(given);
  const storeId = (await aMerchant(world, city)).store.id;
  const fundSourceId = await aFund(world, city, 1_000_000_000);
  const maker: Person = await aDuty(world, city, "benefits.maker");
  const checker: Person = await aDuty(world, city, "benefits.checker");
  const both: Person = await aDuty(world, city, "benefits.maker", "benefits.checker");

  const call = (who: Person, method: Method, url: string, payload?: object, key = aKey()) =>
    world.app.inject({
      ...{ method, url: `/api/staff/campaigns${url}`, headers: { cookie: who.cookie, "idempotency-key": key } },
      ...(payload === undefined ? {} : { payload }),
    });
  const approve = (who: Person, id: string, { revision = 1, key = aKey() } = {}) =>
    call(who, "POST", `/${id}/approve`, { revision }, key);
  const aDraft = async (fields: Record<string, unknown> = {}, by = maker): Promise<string> => {
    const answer = await call(by, "POST", "", campaignInput(city, { storeIds: [storeId], fundSourceId, ...fields }));
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json().id;
  };
  const anApproved = async (fields: Record<string, unknown> = {}): Promise<string> => {
    const id = await aDraft(fields);
    await call(maker, "POST", `/${id}/submit`);
    const answer = await approve(checker, id);
    expect(answer.statusCode, answer.body).toBe(200);
    return id;
  };
  const releasesOf = async (id: string) =>
    (
      await transact(world.database.ctx(), (tx) =>
        sql<{ id: string; state: string; capacity: number }>`select r.id, q.state, q.capacity from releases.release r
          join stock.quota q on q.id = r.id where r.campaign_id = ${id} order by r.opens_at`.execute(tx.db),
      )
    ).rows;
  const setAside = async () => (await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId))).set_aside;
  return {
    world,
    city,
    storeId,
    fundSourceId,
    maker,
    checker,
    both,
    call,
    approve,
    aDraft,
    anApproved,
    releasesOf,
    setAside,
  };
}
