import { useTranslation } from "react-i18next";
import type { VoucherPage } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatSecond } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { StoreList } from "../../ui/store-list.tsx";

const known = [
  ...(["granted", "redeemed", "undone", "partly", "clawed_back", "reissued"] as const),
  ...(["returned", "lapsed"] as const),
] as const;

/** Where a voucher can be used and what has happened to it. */
export function VoucherFacts({ voucher }: { voucher: VoucherPage }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <>
      {voucher.stores.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("vouchers.stores")}</h2>
          <StoreList stores={voucher.stores} />
        </section>
      )}
      {voucher.history.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("vouchers.history")}</h2>
          <ul className={cards.rows}>
            {voucher.history.map(({ at, what }) => (
              <li key={at + what} className={cards.row}>
                <span>{t(`vouchers.happened.${known.find((one) => one === what) ?? "other"}`)}</span>
                <time className={cards.soft} dateTime={at} title={formatSecond(language, at)}>
                  {formatDayTime(language, at)}
                </time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
