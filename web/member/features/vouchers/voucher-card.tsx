import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Voucher } from "../../../shared/api-types/index.ts";
import { useBenefitText } from "../../../shared/benefit-text.ts";
import { serverClock } from "../../../shared/clock.ts";
import { formatDay, formatDayTime, formatLastDay, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { classes } from "../../ui/classes.ts";
import styles from "./voucher-card.module.css";

/** A voucher in a list: what it gives, where it comes from, until when. */
export function VoucherCard({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation("member");
  const benefitText = useBenefitText();
  const isUsable = voucher.state === "active" || voucher.state === "held";
  return (
    <Link
      to="/vouchers/$claimId"
      params={{ claimId: voucher.claimId }}
      className={classes(styles.voucher, isUsable ? "" : styles.over)}
    >
      <p className={styles.benefit}>{benefitText(voucher.benefit)}</p>
      <p>{voucher.title}</p>
      <p className={styles.foot}>
        <Validity voucher={voucher} />
        <span>{t(`vouchers.state.${voucher.state}`)}</span>
      </p>
    </Link>
  );
}

function Validity({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  if (voucher.redeemedStore) {
    const saved = voucher.subsidyFen
      ? ` · ${t("vouchers.saved", { money: formatMoney(language, voucher.subsidyFen) })}`
      : "";
    return <span>{t("vouchers.store", { store: voucher.redeemedStore }) + saved}</span>;
  }
  if (voucher.state === "waiting") return <span>{t("vouchers.inLine")}</span>;
  if (voucher.holdUntil) {
    return <span>{t("vouchers.heldUntil", { at: formatDayTime(language, voucher.holdUntil) })}</span>;
  }
  const isEarly = Date.parse(voucher.validFrom) > serverClock.now();
  return (
    <span>
      {isEarly
        ? t("vouchers.from", { date: formatDay(language, voucher.validFrom) })
        : t("vouchers.until", { date: formatLastDay(language, voucher.validUntil) })}
    </span>
  );
}
