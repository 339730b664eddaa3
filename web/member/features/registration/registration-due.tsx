import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { registrationQuery } from "./registration.query.ts";

/** Beside the member card, while a year waits to be confirmed. */
export function RegistrationDue() {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const current = useQuery(registrationQuery).data?.current;
  if (current?.isDue !== true) return null;
  return (
    <Link to="/registration" className={classes(cards.card, cards.rowLink)}>
      <strong className={cards.block}>
        <span className={cards.dot} />
        {t("registration.due", { year: current.year })}
      </strong>
      {current.stage === "open" && (
        <span className={cards.soft}>
          {t("registration.dueUntil", { day: formatDate(language, current.closesOn) })}
        </span>
      )}
    </Link>
  );
}
