import { useTranslation } from "react-i18next";
import type { CampaignForMember } from "../../../shared/api-types/index.ts";
import { useBenefitText } from "../../../shared/benefit-text.ts";
import { formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { StoreList } from "../../ui/store-list.tsx";

/** What a campaign gives, by which rules, and where it is used. */
export function CampaignFacts({ campaign }: { campaign: CampaignForMember }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const benefitText = useBenefitText();
  const period = { from: formatDay(language, campaign.startsOn), to: formatDay(language, campaign.endsOn) };
  return (
    <>
      <section className={cards.card}>
        <p className={cards.soft}>{t("campaigns.period", period)}</p>
        <p>{campaign.description}</p>
      </section>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("campaigns.kinds")}</h2>
        <ul className={cards.rows}>
          {campaign.kinds.map((kind) => (
            <li key={kind.id} className={cards.row}>
              <div>
                <p>{kind.title}</p>
                <p className={cards.soft}>
                  {benefitText(kind.benefit)} · {t("campaigns.validDays", { count: kind.validDays })}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {campaign.rules.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("campaigns.rules")}</h2>
          <ul className={cards.dotted}>
            {campaign.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </section>
      )}
      {campaign.stores.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("campaigns.stores", { count: campaign.stores.length })}</h2>
          <StoreList stores={campaign.stores} />
        </section>
      )}
    </>
  );
}
