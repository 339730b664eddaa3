import { useTranslation } from "react-i18next";
import type { Me } from "../../../shared/api-types/index.ts";
import styles from "./member-card.module.css";

/** States in which a membership holds but is not an ordinary one; what was kept by an older page names none. */
export const unusualStates = ["transferring", "retained", "suspended"] as const;

/** The member card: name, union, number, whether the identity was checked, and a state that is not the ordinary one with its rights. */
export function MemberCard({ me }: { me: Me }) {
  const { t } = useTranslation("member");
  const union = me.unions.find(({ primary }) => primary) ?? me.unions[0];
  const state = unusualStates.find((one) => one === union?.state);
  return (
    <section className={styles.card} aria-label={me.name}>
      <p className={styles.head}>
        <span className={styles.name}>{me.name}</span>
        <span className={me.verified ? styles.mark : styles.unchecked}>
          {me.verified ? t("home.verified") : t("home.notVerified")}
        </span>
      </p>
      <p className={styles.union}>{union?.name}</p>
      <p className={styles.number}>{t("home.number", { number: me.memberNumber })}</p>
      {state && (
        <p className={styles.state}>
          <strong>{t(`me.state.${state}`)}</strong>
          {t(`me.rights.${state}`)}
        </p>
      )}
    </section>
  );
}
