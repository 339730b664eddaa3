import assert from "node:assert/strict";
import { codeOf } from "../campaign.ts";
import { type Till, undo } from "../till.ts";
import { type Holder, type Spent, tradeInBillFen, type Year } from "./this-year.ts";

interface Article {
  kind: string;
  number: string;
}

/** Vouchers taken against an old article; the same article is taken once, however and wherever it is written. */
export async function playTradeIn({ shops, holders, maker, spent }: Year): Promise<Record<string, Spent>> {
  const [first, second] = shops;
  const [one, two, three, four] = holders;
  assert.ok(one && two && three && four);
  const television = { kind: "电视机", number: "SN-0017 a" };
  await refuse(first, one, undefined, [422, "benefits.old_article_missing"]);
  const sold = await trade(first, one, television);
  assert.deepEqual(sold.oldArticle, television);
  await refuse(second, two, { kind: "旧电视", number: "ｓｎ0017A" }, [409, "benefits.old_article_used"]);
  const kept = await two.member.get(`/api/vouchers/${two.claimId}`);
  assert.equal(kept.state, "active", "a refused article leaves the voucher in hand");
  await trade(second, two, { kind: "冰箱", number: "BX-2041" });

  await undo(first, sold.id, "顾客退回");
  await trade(second, three, television);
  await refuse(first, four, television, [409, "benefits.old_article_used"]);
  await trade(first, four, { kind: "洗衣机", number: "XY 5580" });

  const articles = await recorded(maker, shops);
  assert.deepEqual(articles.map(({ number }) => number).sort(), ["BX-2041", "SN-0017 a", "XY 5580"]);
  const vouchers = articles.length;
  const traded = { vouchers, spendingFen: vouchers * tradeInBillFen, subsidyFen: vouchers * sold.offFen };
  return { ...spent, 以旧换新: traded };
}

const billOf = async ({ member, claimId }: Holder, oldArticle: Article | undefined) => ({
  ...{ code: await codeOf(member, claimId), amountFen: tradeInBillFen },
  ...(oldArticle === undefined ? {} : { oldArticle }),
});

const trade = async ({ till }: Till, holder: Holder, article: Article) =>
  till.post("/api/till/redemptions", await billOf(holder, article), true);

async function refuse({ till }: Till, holder: Holder, article: Article | undefined, [status, code]: [number, string]) {
  await till.refused("/api/till/redemptions", await billOf(holder, article), status, code);
}

/** What the union reads in the lists of both stores: kind and number of each article that stands. */
async function recorded(maker: Year["maker"], shops: Year["shops"]): Promise<Article[]> {
  const articles: Article[] = [];
  for (const { storeId } of shops) {
    const { items } = await maker.get(`/api/staff/stores/${storeId}/redemptions`);
    for (const { oldArticle, undoneAt } of items)
      if (oldArticle !== null && undoneAt === null) articles.push(oldArticle);
  }
  return articles;
}
