import { Button, Card, QRCode } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Rehearsal, RehearsalTillCode } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./rehearsals.module.css";

/** The play shop: a code that makes a phone or a computer its till, and the PINs of its two clerks. */
export function PlayTill({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { store, paired, clerks } = rehearsal.till;
  const make = useAct<void, RehearsalTillCode & { pairedBefore: number }>({
    run: async () => {
      const code = await unwrap(
        api.POST("/api/staff/rehearsals/{rehearsalId}/till-codes", {
          params: { path: { rehearsalId: rehearsal.id } },
          body: null,
        }),
      );
      return { ...code, pairedBefore: paired };
    },
    touches: [],
  });
  // Whoever has used it up needs to see it no longer.
  const code = make.data?.pairedBefore === paired ? make.data : undefined;
  return (
    <Card title={t("rehearsals.till", { store })} style={{ marginBottom: 16 }}>
      <div className={styles.till}>
        <div>
          <p className={styles.about}>{t("rehearsals.tillAbout")}</p>
          <p>{t("rehearsals.paired", { count: paired })}</p>
          <Button onClick={() => make.mutate()} loading={make.isPending}>
            {t(paired > 0 ? "rehearsals.anotherTillCode" : "rehearsals.tillCode")}
          </Button>
          <ul className={styles.clerks} aria-label={t("rehearsals.clerks")}>
            {clerks.map(({ name, manager, pin }) => (
              <li key={name}>
                {t(manager ? "rehearsals.manager" : "rehearsals.clerk", { name })} <code>{pin}</code>
              </li>
            ))}
          </ul>
        </div>
        {code && (
          <div className={styles.tillCode}>
            <QRCode value={code.url} size={220} type="svg" bordered={false} aria-label={t("rehearsals.tillQr")} />
            <strong>{code.pairingCode}</strong>
            <span>{t("rehearsals.tillCodeUntil", { time: show.time(code.expiresAt) })}</span>
          </div>
        )}
      </div>
    </Card>
  );
}
