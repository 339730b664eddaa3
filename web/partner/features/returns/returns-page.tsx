import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FoundRedemption, GoodsReturned } from "../../../shared/api-types/index.ts";
import form from "../../../shared/hand/form.module.css";
import { tillQuery } from "../../shared/till.queries.ts";
import { FindRedemption } from "./find-redemption.tsx";
import { ReturnDone } from "./return-done.tsx";
import { ReturnGoods } from "./return-goods.tsx";
import styles from "./returns.module.css";

/** Goods that a customer brings back: found, looked at, taken. Only with network: money that was booked is booked back. */
export function ReturnsPage() {
  const { t } = useTranslation("partner");
  const till = useQuery(tillQuery).data;
  const [chosen, setChosen] = useState<FoundRedemption>();
  const [done, setDone] = useState<GoodsReturned>();
  const again = () => {
    setChosen(undefined);
    setDone(undefined);
  };
  return (
    <section>
      <h1 className={styles.title}>{t("returns.title")}</h1>
      {till?.away && (
        <p role="status" className={form.info}>
          {t("returns.away")}
        </p>
      )}
      {done ? (
        <ReturnDone done={done} onAgain={again} />
      ) : chosen ? (
        <ReturnGoods
          redemption={chosen}
          clerks={till?.clerks ?? []}
          clerkId={till?.clerk?.id}
          onDone={setDone}
          onBack={again}
        />
      ) : (
        <FindRedemption onChosen={setChosen} />
      )}
    </section>
  );
}
