import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatMoney } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";

/** Passes the summary on as text: by the phone's own sharing, else into the clipboard, else to be copied by hand. */
export function ShareShift({ shift }: { shift: Shift }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const [told, setTold] = useState<"copied" | "byHand">();
  const money = (fen: number) => formatMoney(language, fen);
  const { figures, counted } = shift;
  const text = [
    `${t("shift.summary")} · ${shift.store.name} · ${shift.till.name}`,
    t("shift.fromTo", {
      name: shift.clerk.name,
      from: formatDayTime(language, shift.openedAt),
      to: shift.closedAt === null ? "" : formatDayTime(language, shift.closedAt),
    }),
    t("today.totals", { count: figures.redemptions, amount: money(figures.amountFen), off: money(figures.offFen) }),
    ...(figures.undone > 0 ? [`${t("shift.undone")} ${figures.undone}`] : []),
    ...(figures.returns > 0 ? [`${t("shift.returns")} ${figures.returns} · ${money(figures.backFen)}`] : []),
    ...(figures.receiptsMissing > 0 ? [`${t("shift.missing")} ${figures.receiptsMissing}`] : []),
    ...(counted ? [t("shift.counted", { slips: counted.slips, expected: counted.expected })] : []),
    ...(shift.note === null ? [] : [t("shift.noteWas", { note: shift.note })]),
  ].join("\n");
  const share = async () => {
    try {
      if (navigator.share) return await navigator.share({ text });
      await navigator.clipboard.writeText(text);
      setTold("copied");
    } catch (error) {
      // Closed by the clerk: nothing to say. Forbidden, or no clipboard: the text itself.
      if (!(error instanceof DOMException && error.name === "AbortError")) setTold("byHand");
    }
  };
  return (
    <>
      <Button onClick={() => void share()}>{t("shift.share")}</Button>
      {told === "copied" && (
        <p role="status" className={form.info}>
          {t("shift.copied")}
        </p>
      )}
      {told === "byHand" && (
        <div className={form.field}>
          <label htmlFor="shift-text">{t("shift.copyByHand")}</label>
          <textarea id="shift-text" readOnly rows={8} value={text} onFocus={(event) => event.target.select()} />
        </div>
      )}
    </>
  );
}
