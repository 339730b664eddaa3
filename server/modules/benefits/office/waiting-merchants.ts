import { registerOnPage } from "#engines/decisions";
import type { Tx } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import * as store from "./waiting-merchants.store.ts";

/** What waits at the benefits office beside campaigns: each is read and answered on its own page. */
function register(
  type: string,
  { needs, fact, list }: { needs: string; fact: string; list: typeof store.listWaitingGoods },
): void {
  registerOnPage(type, async ({ actor, db }: Tx) => {
    if (actor.kind !== "staff") return [];
    const paths = pathsHolding(actor, needs);
    if (paths.length === 0) return [];
    const rows = await list(db, { paths, accountId: actor.accountId });
    return rows.map(({ about, ...row }) => ({
      ...{ ...row, step: "approved", amountFen: null, facts: [{ code: fact, params: { about } }] },
    }));
  });
}

const second = "benefits.funds";
register("agreement", { needs: second, fact: "agreement_number", list: store.listWaitingAgreements });
register("bank_account", { needs: second, fact: "bank_account", list: store.listWaitingAccounts });
register("goods", { needs: second, fact: "goods_of", list: store.listWaitingGoods });
register("notice", { needs: second, fact: "notice_people", list: store.listWaitingNotices });
register("merchant_application", {
  ...{ needs: "benefits.merchants", fact: "merchant_name", list: store.listWaitingMerchants },
});
