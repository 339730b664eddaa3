import { useTranslation } from "react-i18next";
import type { OwnData } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { MenuLink } from "../../ui/menu.tsx";

/** Moves from one union to another; nothing where there was none. */
export function Transfers({ list }: { list: OwnData["transfers"] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  if (list.length === 0) return null;
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("data.transfers")}</h2>
      <ul className={cards.dotted}>
        {list.map(({ fromName, toName, state, begunAt }) => (
          <li key={begunAt}>
            {t("transfer.fromTo", { from: fromName, to: toName })}{" "}
            <span className={cards.soft}>
              {formatDate(language, begunAt)} · {t(`transfer.stand.${state}`, { from: fromName, to: toName })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ConsentsProps {
  list: OwnData["consents"];
  /** The way to change them; not on a copy, which is gone when one leaves it. */
  canChange?: boolean;
}

/** What the member has agreed to. */
export function Consents({ list, canChange = false }: ConsentsProps) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("data.consents")}</h2>
      {list.length === 0 && <p className={cards.soft}>{t("data.noConsents")}</p>}
      <ul className={cards.dotted}>
        {list.map(({ kind, givenAt, withdrawnAt }) => (
          <li key={`${kind} ${givenAt}`}>
            {t(`kindness.kind.${kind}.legend`)}{" "}
            <span className={cards.soft}>
              {t("data.agreedOn", { day: formatDate(language, givenAt) })}
              {withdrawnAt !== null && ` · ${t("data.withdrawnOn", { day: formatDate(language, withdrawnAt) })}`}
            </span>
          </li>
        ))}
      </ul>
      {canChange && <MenuLink to="/settings/kindness">{t("data.changeConsents")}</MenuLink>}
    </section>
  );
}
