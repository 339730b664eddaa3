import { useTranslation } from "react-i18next";
import type { OfferedGoods } from "../../../shared/api-types/index.ts";
import { formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./goods.module.css";

interface OfferCardProps {
  goods: OfferedGoods;
  onEdit: () => void;
  onWithdraw: () => void;
}

/** The union has allowed the picture: only then it can be asked for. */
const hasPublicPicture = ({ state }: OfferedGoods) => state === "shown" || state === "to_come" || state === "ended";

/** One of the merchant's goods, with where it stands and what may be done. */
export function OfferCard({ goods, onEdit, onWithdraw }: OfferCardProps) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const { name, origin, unit, state, reason, can } = goods;
  const price = formatMoney(language, goods.priceFen);
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        {hasPublicPicture(goods) && goods.pictureFileId && (
          <img src={`/api/files/${goods.pictureFileId}`} alt={t("goods.pictureOf", { name })} loading="lazy" />
        )}
        <div>
          <h2>{name}</h2>
          <p className={styles.price}>{unit === "" ? price : t("goods.priceFor", { price, unit })}</p>
          <p className={styles.soft}>{t("goods.from", { origin })}</p>
        </div>
        <strong className={`${styles.state} ${styles[state] ?? ""}`}>{t(`goods.state.${state}`)}</strong>
      </div>
      <p className={styles.soft}>
        {t("goods.with", { campaign: goods.campaignTitle, kind: goods.kind ?? t("goods.allKinds") })}
        <br />
        {t("goods.at", { store: goods.store ?? t("goods.allStores") })}
        <br />
        {t("goods.days", { from: goods.startsOn, to: goods.endsOn })}
      </p>
      {reason && (
        <p className={styles.note}>
          {t(state === "refused" ? "goods.refusedBecause" : "goods.withdrawnBecause", { reason })}
        </p>
      )}
      {(can.edit || can.withdraw) && (
        <div className={styles.acts}>
          {can.edit && (
            <button type="button" onClick={onEdit}>
              {t("goods.edit")}
            </button>
          )}
          {can.withdraw && (
            <button type="button" onClick={onWithdraw}>
              {t("goods.withdraw")}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
