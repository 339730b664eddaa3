import { sql } from "kysely";
import { expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { aDuty, aTestCity } from "../benefits.builders.ts";
import { bankAccountAt, decideBankAccount } from "./bank-account.service.ts";
import { acceptApplication } from "./review-application.service.ts";

const { world, city } = await aTestCity();
const { database, secrets } = world;
const keeper = await aDuty(world, city, "benefits.maker");
const desk = aSheetDesk(world, keeper.id, { kind: "merchants", nodeId: city.id });

const heading = [
  ...["商户名称", "单位全称", "信用代码", "联系人", "联系人手机", "经营类别"],
  ...["门店名称", "门店地址", "开户行", "户名", "账号"],
];
/** Each in the form of a code, its check sign wrong: noted, never refused. */
const codes = {
  noodles: "91610924MA7000001A",
  books: "91610924MA7000002B",
  half: "91610924MA7000003C",
  nameless: "91610924MA7000004D",
};
const account = "6222 0210 0100 1234 567";
const shop = (name: string, code: string, store: string, bank: string[] = ["", "", ""]) => [
  ...[name, `${name}有限公司`, code, "何店长", "13911112222", "餐饮", store, `${store}街 1 号`],
  ...bank,
];
const applications = async () =>
  (
    await transact(database.ctx(), (tx) =>
      sql<{
        id: string;
        tradeName: string;
        state: string;
        stores: { name: string }[];
      }>`select id, trade_name, state, stores
        from benefits.merchant_application where organisation_id = ${city.id} order by trade_name`.execute(tx.db),
    )
  ).rows;

test("a list of merchants waits like those who applied; its account is sealed and waits for a second person; undo leaves what was decided", async () => {
  const id = await desk.bring([
    heading,
    shop("老井面馆", codes.noodles, "东街店", ["白河农商行", "老井面馆有限公司", account]),
    shop("老井面馆", codes.noodles, "西街店"),
    shop("望江书店", codes.books, "总店"),
    shop("半截银行", codes.half, "总店", ["白河农商行", "", ""]),
    shop("老井面馆", codes.noodles, "东街店"),
    ["冒名面馆", "别的公司", codes.noodles, "何", "13911112222", "餐饮", "北街店", "北街", "", "", ""],
    shop("", codes.nameless, "总店"),
  ]);
  expect((await desk.rows(id)).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
    ["insert", "organisation.code_doubtful"],
    ["insert", "organisation.code_doubtful"],
    ["insert", "organisation.code_doubtful"],
    ["refused", "merchant.bank_incomplete"],
    ["refused", "merchant.store_twice"],
    ["refused", "merchant.code_of_other"],
    ["refused", "sheets.required"],
  ]);
  expect((await desk.write(id)).counts).toMatchObject({ applied: 3 });
  const made = await applications();
  expect(made.map(({ tradeName, stores }) => [tradeName, ...stores.map(({ name }) => name)])).toEqual([
    ["望江书店", "总店"],
    ["老井面馆", "东街店", "西街店"],
  ]);

  const noodles = made.find(({ tradeName }) => tradeName === "老井面馆")?.id ?? "";
  const { merchantId } = await acceptApplication(await desk.ctx(), secrets, noodles);
  const of = { merchantId: merchantId ?? "", day: "2999-01-01" };
  const usable = () => transact(database.ctx(), (tx) => bankAccountAt(tx.db, secrets, of));
  expect(await usable()).toBeUndefined();
  const { rows: asked } = await transact(database.ctx(), (tx) =>
    sql<{ id: string }>`select id from benefits.bank_account where merchant_id = ${merchantId}`.execute(tx.db),
  );
  const bankAccountId = asked[0]?.id ?? "";
  await expect(decideBankAccount(await desk.ctx(), bankAccountId, { verdict: "passed" })).rejects.toMatchObject({
    status: 403,
  });
  const checker = aSheetDesk(world, (await aDuty(world, city, "benefits.checker")).id, { kind: "merchants" });
  await decideBankAccount(await checker.ctx(), bankAccountId, { verdict: "passed" });
  expect(await usable()).toMatchObject({ account: account.replaceAll(" ", ""), holder: "老井面馆有限公司" });

  expect((await desk.undo(id)).counts).toMatchObject({ undone: 1, kept: 2 });
  expect((await applications()).map(({ tradeName, state }) => [tradeName, state])).toEqual([["老井面馆", "accepted"]]);
  const again = await desk.bring([heading, shop("老井面馆", codes.noodles, "南街店")]);
  expect(await desk.rows(again)).toMatchObject([{ outcome: "refused", codes: ["merchant.asked_already"] }]);
});

test("a merchant whose stores go over a thousand rows is one, and goes as one", async () => {
  const few = aSheetDesk(world, keeper.id, { kind: "merchants", nodeId: city.id, together: 2 });
  const code = "91610924MA7000005E";
  const names = ["一店", "二店", "三店"];
  const id = await few.bring([heading, ...[...names, "二店"].map((name) => shop("过桥米线", code, name))]);
  expect((await few.rows(id)).map(({ outcome, codes }) => [outcome, codes.at(-1)])).toEqual([
    ...names.map(() => ["insert", "organisation.code_doubtful"]),
    ["refused", "merchant.store_twice"],
  ]);
  expect((await few.write(id)).counts).toMatchObject({ applied: 3, stale: 0 });
  const made = (await applications()).filter(({ tradeName }) => tradeName === "过桥米线");
  expect(made.map(({ stores }) => stores.map(({ name }) => name))).toEqual([names]);
  expect((await few.undo(id)).counts).toMatchObject({ undone: 3, kept: 0 });
});
