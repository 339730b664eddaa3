import { useTranslation } from "react-i18next";
import cards from "../../ui/card.module.css";
import styles from "./joining.module.css";

/** What is done with what was typed, in full and before it is agreed to. Its name stands in the server's `consentVersion`. */
export function Consent({ agreed, onChange }: { agreed: boolean; onChange: (agreed: boolean) => void }) {
  const { t } = useTranslation("member");
  const lines = t("joining.consentText", { returnObjects: true });
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("joining.consentTitle")}</h2>
      <ul className={cards.dotted}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <label className={styles.consent}>
        <input type="checkbox" checked={agreed} onChange={(event) => onChange(event.target.checked)} />
        <span>{t("joining.agree")}</span>
      </label>
    </section>
  );
}
