import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { asSystem, transact } from "#kernel/context";
import { diskStorage } from "#kernel/files/file-storage";
import { uuidv7 } from "#kernel/ids";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { bankAccountAt } from "#modules/benefits";
import { addOrganisation } from "#modules/membership";
import { creditCodeDoubt } from "#wire/credit-code";
import { loadDemoCampaign } from "./campaign.ts";
import { loadDemoGoods } from "./goods.ts";
import { type DemoMerchant, loadDemoMerchants } from "./merchants.ts";
import { loadDemoPapers } from "./papers.ts";

let database: TestDatabase;
let merchants: DemoMerchant[];
let folder: string;
const secrets = await temporarySecrets();

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "gonghui-demo-"));
  const runtime = { secrets, system: (name: string) => asSystem(database.ctx(), name) };
  const city = await transact(database.ctx(), (tx) =>
    addOrganisation(tx, { parentId: null, name: "市", kind: "city" }),
  );
  merchants = await loadDemoMerchants(runtime, city, 7);
  const account = (name: string) => ({ accountId: uuidv7(), name });
  const office = { city, maker: account("甲"), checker: account("乙"), merchants };
  await loadDemoPapers(runtime, diskStorage(folder), office);
  const { campaignId } = await loadDemoCampaign(runtime, { ...office, approver: account("丙") });
  await loadDemoGoods(runtime, diskStorage(folder), { ...office, campaignId });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const rowsOf = <Row>(query: string): Promise<Row[]> =>
  transact(database.ctx(), async (tx) => (await sql.raw<Row>(query).execute(tx.db)).rows);

describe("the demo's merchants", () => {
  test("have one agreement in force each, with a scan and an account that a statement can be paid to", async () => {
    const papers = await rowsOf<{ code: string; maker: string; checker: string }>(
      `select credit_code as code, created_by_name as maker, checked_by_name as checker from benefits.agreement
        where state = 'approved' and scan_file_id is not null and (now() at time zone 'Asia/Shanghai')::date between starts_on and ends_on`,
    );
    expect(papers).toHaveLength(11);
    expect(new Set(papers.map(({ code }) => code)).size).toBe(11);
    for (const { code, ...people } of papers) {
      expect(creditCodeDoubt(code)).toBeUndefined();
      expect(people).toEqual({ maker: "甲", checker: "乙" });
    }
    const today = dayOf(new Date());
    for (const { id, name } of merchants) {
      const account = await transact(database.ctx(), (tx) =>
        bankAccountAt(tx.db, secrets, { merchantId: id, day: today }),
      );
      expect(account).toMatchObject({ holder: `${name}有限公司` });
    }
  });

  test("have plaques at their doors, and one store is withdrawn until a day", async () => {
    const stores = merchants.filter(({ name }) => name !== "北岸家电").flatMap((one) => one.stores);
    const plaques = await rowsOf<{ id: string }>("select store_id as id from benefits.plaque");
    expect(plaques.map(({ id }) => id).sort()).toEqual(stores.map(({ id }) => id).sort());
    const [held, ...more] = await rowsOf<{ id: string; until: Date }>(
      "select store_id as id, until_at as until from benefits.store_suspension",
    );
    expect(more).toEqual([]);
    expect(stores.map(({ id }) => id)).toContain(held?.id);
    expect(dayOf(held?.until ?? new Date())).toBe(addDays(dayOf(new Date()), 22));
  });

  test("offer goods with pictures that members may see, and one that waits for the union", async () => {
    const goods = await rowsOf<{ state: string; published: boolean }>(
      `select g.state, f.published from benefits.goods g join kernel.file f on f.id = g.picture_file_id order by g.id`,
    );
    expect(goods).toEqual([
      ...Array.from({ length: 4 }, () => ({ state: "approved", published: true })),
      { state: "submitted", published: false },
    ]);
  });
});
