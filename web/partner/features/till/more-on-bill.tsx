import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TillGoods } from "../../../shared/api-types/index.ts";
import { formatMoney } from "../../../shared/format.ts";
import { Field } from "../../../shared/hand/field.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { tillGoodsQuery } from "../../shared/till.queries.ts";
import styles from "./more-on-bill.module.css";
import type { Bill, Ready } from "./use-till.ts";

/** What a clerk adds to the amount: the old article, and how many of which goods. */
export interface Extras {
  kind: string;
  number: string;
  goods: ReadonlyMap<string, number>;
}

/** What was on a bill that comes back to be corrected; of a new one nothing. */
export const extrasOf = (bill: Bill | undefined): Extras => ({
  kind: bill?.oldArticle?.kind ?? "",
  number: bill?.oldArticle?.number ?? "",
  goods: new Map((bill?.goods ?? []).map(({ goodsId, quantity }) => [goodsId, quantity])),
});

interface MoreOnBillProps {
  ready: Ready & { by: "server" };
  extras: Extras;
  onChange: (change: Partial<Extras>) => void;
}

/** The old article of a trade-in voucher, and goods of the promotion that are on the bill. */
export function MoreOnBill({ ready, extras, onChange }: MoreOnBillProps) {
  const { t } = useTranslation("partner");
  const goods = useQuery(tillGoodsQuery).data ?? [];
  const fitting = goods.filter(({ kindId }) => kindId === null || kindId === ready.kindId);
  const put = (id: string, quantity: number) => {
    const next = new Map(extras.goods);
    if (quantity > 0) next.set(id, Math.min(quantity, 999));
    else next.delete(id);
    onChange({ goods: next });
  };
  return (
    <>
      {ready.tradeIn && (
        <fieldset className={styles.part}>
          <legend>{t("oldArticle.title")}</legend>
          <Field
            label={t("oldArticle.kind")}
            value={extras.kind}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => onChange({ kind: event.target.value })}
          />
          <Field
            label={t("oldArticle.number")}
            help={t("oldArticle.numberHelp")}
            value={extras.number}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => onChange({ number: event.target.value })}
          />
        </fieldset>
      )}
      {fitting.length > 0 && (
        <details className={styles.part}>
          <summary>{t("soldGoods.title", { count: sum(extras.goods) })}</summary>
          <ul className={styles.goods}>
            {fitting.map((one) => (
              <Counter key={one.id} goods={one} count={extras.goods.get(one.id) ?? 0} onPut={put} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const sum = (goods: ReadonlyMap<string, number>) => [...goods.values()].reduce((total, one) => total + one, 0);

interface CounterProps {
  goods: TillGoods;
  count: number;
  onPut: (id: string, quantity: number) => void;
}

function Counter({ goods: { id, name, priceFen, unit }, count, onPut }: CounterProps) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  return (
    <li className={styles.row}>
      <span>
        {name}
        <small>
          {formatMoney(language, priceFen)} {unit}
        </small>
      </span>
      <span className={styles.counter}>
        <button type="button" aria-label={t("soldGoods.less", { name })} onClick={() => onPut(id, count - 1)}>
          −
        </button>
        <output aria-label={t("soldGoods.count", { name })}>{count}</output>
        <button type="button" aria-label={t("soldGoods.more", { name })} onClick={() => onPut(id, count + 1)}>
          +
        </button>
      </span>
    </li>
  );
}
