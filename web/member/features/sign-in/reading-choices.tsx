import { useTranslation } from "react-i18next";
import { languages } from "../../../shared/format.ts";
import { chooseLanguage, useLanguage } from "../../../shared/i18n/index.ts";
import { chooseElder, useElder } from "../../session/elder.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./sign-in.module.css";

/** Before anybody is signed in: another language and larger type, each in the words of those who look for it. */
export function ReadingChoices() {
  const { t } = useTranslation(["member", "shared"]);
  const language = useLanguage();
  const elder = useElder();
  return (
    <div className={styles.choices}>
      {languages
        .filter((other) => other !== language)
        .map((other) => (
          <Button key={other} kind="plain" block={false} onPress={() => void chooseLanguage(other)}>
            {t(`shared:language.${other}`)}
          </Button>
        ))}
      <Button kind="plain" block={false} onPress={() => chooseElder(!elder)}>
        {elder ? t("signIn.standard") : t("settings.elder")}
      </Button>
    </div>
  );
}
