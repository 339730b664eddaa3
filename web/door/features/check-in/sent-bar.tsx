import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText, useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useLetIn, useLetInChanged, useSending } from "../../shared/door.queries.ts";
import type { LetIn } from "../../shared/door.types.ts";
import { doorStore } from "../../shared/door-store.ts";
import { isWaiting } from "../../shared/send-let-in.ts";
import styles from "./check-in.module.css";

/** How many let in without network wait to be sent, and which of them had been used elsewhere. */
export function SentBar() {
  const { t } = useTranslation("door");
  const problemText = useProblemText();
  const changed = useLetInChanged();
  const letIn = useLetIn();
  const sendNow = useMutation({ mutationFn: useSending(), networkMode: "always" });
  const waiting = letIn.filter(isWaiting).length;
  const bad = letIn.filter(({ outcome, seen }) => (outcome === "double" || outcome === "refused") && !seen);
  const acknowledge = async () => {
    await doorStore.putLetIn(bad.map((one) => ({ ...one, seen: true })));
    await changed();
  };
  return (
    <div aria-live="polite">
      {waiting > 0 && (
        <div className={styles.waiting}>
          <span>
            {t("waiting.count", { count: waiting })}
            {sendNow.isError && <small role="alert">{problemText(sendNow.error)}</small>}
          </span>
          <button type="button" disabled={sendNow.isPending} onClick={() => sendNow.mutate()}>
            {sendNow.isPending ? t("waiting.sending") : t("waiting.sendNow")}
          </button>
        </div>
      )}
      {bad.length > 0 && (
        <section className={styles.doubles} aria-label={t("doubles.title", { count: bad.length })}>
          <strong>{t("doubles.title", { count: bad.length })}</strong>
          <ul>
            {bad.map((one) => (
              <li key={one.localId}>
                <BadOne one={one} />
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => void acknowledge()}>
            {t("doubles.seen")}
          </button>
        </section>
      )}
    </div>
  );
}

function BadOne({ one }: { one: LetIn }) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const who = { seat: one.seat ?? t("list.noSeat"), name: one.name };
  if (one.first !== undefined)
    return t("doubles.one", { ...who, time: formatTime(language, one.first.at), door: one.first.door });
  const reason = codeText(language, one.problem ?? "", {}) ?? t("result.refused");
  return t("doubles.refusedOne", { ...who, reason });
}
