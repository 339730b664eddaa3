import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OfferedGoods } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import styles from "./goods.module.css";
import { choicesQuery, offersQuery } from "./goods.queries.ts";
import { GoodsForm } from "./goods-form.tsx";
import { OfferCard } from "./offer-card.tsx";
import { WithdrawGoods } from "./withdraw-goods.tsx";

type Act = { kind: "write"; goods?: OfferedGoods } | { kind: "withdraw"; goods: OfferedGoods };

/** Goods that this merchant offers for vouchers: what the union has said to each, and a form for another. */
export function GoodsPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const offers = useQuery(offersQuery);
  const choices = useQuery(choicesQuery);
  const [act, setAct] = useState<Act>();
  const done = () => setAct(undefined);
  if (act?.kind === "withdraw") return <WithdrawGoods goods={act.goods} onDone={done} />;
  if (act && choices.data) return <GoodsForm goods={act.goods} choices={choices.data} onDone={done} />;
  const failed = [offers, choices].find((one) => one.isError);
  if (failed) return <Trouble error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!offers.data || !choices.data) return <p>{t("shared:loading")}</p>;
  return (
    <section>
      <h1 className={styles.title}>{t("partner:goods.title")}</h1>
      <p className={styles.soft}>{t("partner:goods.help")}</p>
      {choices.data.campaigns.length === 0 ? (
        <p className={styles.note}>{t("partner:goods.noCampaign")}</p>
      ) : (
        <Button primary onClick={() => setAct({ kind: "write" })}>
          {t("partner:goods.add")}
        </Button>
      )}
      {offers.data.length === 0 && <p className={styles.empty}>{t("partner:goods.empty")}</p>}
      <ul className={styles.list}>
        {offers.data.map((goods) => (
          <OfferCard
            key={goods.id}
            goods={goods}
            onEdit={() => setAct({ kind: "write", goods })}
            onWithdraw={() => setAct({ kind: "withdraw", goods })}
          />
        ))}
      </ul>
    </section>
  );
}
