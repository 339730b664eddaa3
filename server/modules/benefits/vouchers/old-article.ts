import { sql } from "kysely";
import { type Db, isUniqueViolation } from "#kernel/database/db";
import { oldArticleKey } from "#wire/old-article";
import { oldArticleUsed } from "../benefits.errors.ts";
import type { TillRow } from "../tills/till.store.ts";
import type { ClaimedVoucher } from "./voucher-of-claim.ts";

/** What a trade-in voucher (以旧换新) is taken against. */
export interface OldArticle {
  kind: string;
  number: string;
}

/** Writes the old article down with its redemption. Throws benefits.old_article_used when the campaign has taken it before. */
export async function keepOldArticle(
  db: Db,
  article: OldArticle,
  { id, till, voucher }: { id: string; till: TillRow; voucher: ClaimedVoucher },
): Promise<void> {
  const { kind, number } = article;
  try {
    await sql`insert into benefits.old_article (redemption_id, campaign_id, node, campaign_node, kind, number, number_key)
      values (${id}, ${voucher.campaign.id}, ${till.node}::ltree, ${voucher.campaign.node}::ltree, ${kind}, ${number},
        ${oldArticleKey(number)})`.execute(db);
  } catch (error) {
    if (isUniqueViolation(error, "old_article_once")) throw oldArticleUsed(number);
    throw error;
  }
}
