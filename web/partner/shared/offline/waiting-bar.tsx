import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText, useProblemText } from "../../../shared/i18n/problem-text.ts";
import { isWaiting } from "./judge-offline.ts";
import type { AcceptedOffline } from "./kit.ts";
import { tillStore, useAccepted, useOfflineUpkeep } from "./use-offline.ts";
import styles from "./waiting-bar.module.css";

/** How many accepted without network wait to be sent, and which of them the server then refused. */
export function WaitingBar() {
  const { t } = useTranslation("partner");
  const client = useQueryClient();
  const problemText = useProblemText();
  const accepted = useAccepted().data ?? [];
  const sendNow = useMutation({ mutationFn: useOfflineUpkeep() });
  const waiting = accepted.filter(isWaiting).length;
  const bad = accepted.filter(({ outcome, seen }) => (outcome === "double" || outcome === "refused") && !seen);
  const acknowledge = async () => {
    await tillStore.putAccepted(bad.map((one) => ({ ...one, seen: true })));
    await client.invalidateQueries({ queryKey: ["offline", "accepted"] });
  };
  return (
    <div aria-live="polite">
      {waiting > 0 && (
        <div className={styles.waiting}>
          <span>
            {t("offline.waiting", { count: waiting })}
            {sendNow.isError && <small role="alert">{problemText(sendNow.error)}</small>}
          </span>
          <button type="button" disabled={sendNow.isPending} onClick={() => sendNow.mutate()}>
            {sendNow.isPending ? t("offline.sending") : t("offline.sendNow")}
          </button>
        </div>
      )}
      {bad.length > 0 && (
        <section className={styles.bad} aria-label={t("offline.problems")}>
          <strong>{t("offline.problemsTitle", { count: bad.length })}</strong>
          <ul>
            {bad.map((one) => (
              <li key={one.localId}>
                <BadOne one={one} />
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => void acknowledge()}>
            {t("offline.seen")}
          </button>
        </section>
      )}
    </div>
  );
}

function BadOne({ one }: { one: AcceptedOffline }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const why =
    one.outcome === "double"
      ? t("offline.double")
      : (codeText(language, one.problemCode ?? "", {}) ?? t("offline.refusedLater"));
  const about = `${formatTime(language, one.acceptedAt)} ${one.title} ${formatMoney(language, one.amountFen)}`;
  return (
    <>
      {about}
      <br />
      {why}
    </>
  );
}
