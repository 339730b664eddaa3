import { useTranslation } from "react-i18next";
import type { Me } from "../../../shared/api-types/index.ts";
import styles from "./member-card.module.css";

/** The member card: name, union, number, and whether the identity was checked. */
export function MemberCard({ me }: { me: Me }) {
  const { t } = useTranslation("member");
  return (
    <section className={styles.card} aria-label={me.name}>
      <p className={styles.head}>
        <span className={styles.name}>{me.name}</span>
        <span className={me.verified ? styles.mark : styles.unchecked}>
          {me.verified ? t("home.verified") : t("home.notVerified")}
        </span>
      </p>
      <p className={styles.union}>{me.unions.find((union) => union.primary)?.name ?? me.unions[0]?.name}</p>
      <p className={styles.number}>{t("home.number", { number: me.memberNumber })}</p>
    </section>
  );
}
