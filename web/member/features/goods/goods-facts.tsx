import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MemberGoods } from "../../../shared/api-types/index.ts";
import { useBenefitText } from "../../../shared/benefit-text.ts";
import { formatDay, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { StoreList } from "../../ui/store-list.tsx";

/** What the goods are, which vouchers may be used and how, and where to buy them. */
export function GoodsFacts({ goods }: { goods: MemberGoods }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const benefitText = useBenefitText();
  return (
    <>
      <section className={cards.card}>
        <p className={cards.strong}>
          {formatMoney(language, goods.priceFen)}
          {goods.unit !== "" && ` / ${goods.unit}`}
        </p>
        <p className={cards.soft}>
          {t("goods.from", { origin: goods.origin })} · {goods.merchant}
        </p>
        {goods.about !== "" && <p>{goods.about}</p>}
        <p className={cards.soft}>{t("goods.until", { day: formatDay(language, goods.endsOn) })}</p>
      </section>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("goods.how")}</h2>
        <ul className={cards.rows}>
          {goods.kinds.map((kind) => (
            <li key={kind.id} className={cards.row}>
              <div>
                <p>{kind.title}</p>
                <p className={cards.soft}>{benefitText(kind.benefit)}</p>
                {kind.tradeIn && <p className={cards.soft}>{t("goods.tradeIn")}</p>}
              </div>
            </li>
          ))}
        </ul>
        <p>{t("goods.howHelp")}</p>
        <Link to="/campaigns/$campaignId" params={{ campaignId: goods.campaignId }} className={classes(cards.link)}>
          {t("goods.toCampaign", { title: goods.campaignTitle })}
        </Link>
      </section>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("goods.where")}</h2>
        {goods.stores.length === 0 ? <p>{t("goods.nowhere")}</p> : <StoreList stores={goods.stores} />}
      </section>
    </>
  );
}
