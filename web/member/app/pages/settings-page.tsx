import { useTranslation } from "react-i18next";
import { languages } from "../../../shared/format.ts";
import { chooseLanguage, useLanguage } from "../../../shared/i18n/index.ts";
import { chooseElder, useElder } from "../../session/elder.ts";
import { usePerson } from "../../session/use-person.ts";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { classes } from "../../ui/classes.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { Page } from "../../ui/page.tsx";

/** Phone number, language, and the elder version. */
export function SettingsPage() {
  const { t } = useTranslation(["member", "shared"]);
  const language = useLanguage();
  const elder = useElder();
  const me = usePerson();
  return (
    <Page title={t("settings.title")} up="/me">
      <div className={classes(cards.card, cards.rows)}>
        <MenuLink to="/settings/phone" aside={me.phoneMasked}>
          {t("settings.phone")}
        </MenuLink>
        <MenuLink to="/settings/kindness">{t("kindness.title")}</MenuLink>
      </div>
      <Choice
        legend={t("settings.language")}
        options={languages.map((value) => ({ value, label: t(`shared:language.${value}`) }))}
        value={language}
        onChange={(value) => void chooseLanguage(value)}
      />
      <Choice
        legend={t("settings.elder")}
        hint={t("settings.elderHint")}
        options={[
          { value: "off", label: t("settings.off") },
          { value: "on", label: t("settings.on") },
        ]}
        value={elder ? "on" : "off"}
        onChange={(value) => chooseElder(value === "on")}
      />
    </Page>
  );
}
