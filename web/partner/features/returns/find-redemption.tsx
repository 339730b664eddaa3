import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { looksLikeCode } from "../../../../wire/member-code/index.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { FindRedemptions, FoundRedemption } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { CameraScanner } from "../../../shared/scan/camera-scanner.tsx";
import { useScanTexts } from "../../shared/use-scan-texts.ts";
import { FoundList } from "./found-list.tsx";
import styles from "./returns.module.css";

/** By what a customer or a receipt can say: the number, the member's code, the amount, the day. */
export function FindRedemption({ onChosen }: { onChosen: (redemption: FoundRedemption) => void }) {
  const { t } = useTranslation("partner");
  const scanTexts = useScanTexts();
  const problemText = useProblemText();
  const [receipt, setReceipt] = useState("");
  const [yuan, setYuan] = useState("");
  const [on, setOn] = useState("");
  const [camera, setCamera] = useState(false);
  const search = useMutation({
    mutationFn: (body: FindRedemptions) => unwrap(api.POST("/api/till/returns/search", { body })),
  });
  const amountFen = Math.round(Number(yuan) * 100);
  const sought: FindRedemptions = {
    ...(receipt.trim() === "" ? {} : { receipt: receipt.trim() }),
    ...(amountFen > 0 ? { amountFen } : {}),
    ...(on === "" ? {} : { on }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search.mutate(sought);
  };
  const byCode = (text: string) => {
    setCamera(false);
    search.mutate(looksLikeCode(text) ? { code: text } : { number: text });
  };
  return (
    <>
      <p className={styles.about}>{t("returns.about")}</p>
      <form onSubmit={submit} className={styles.find}>
        <Field
          label={t("returns.receipt")}
          autoComplete="off"
          maxLength={60}
          value={receipt}
          onChange={(event) => setReceipt(event.target.value)}
        />
        <div className={styles.two}>
          <Field
            label={t("returns.amount")}
            type="number"
            inputMode="decimal"
            min="0.01"
            step="0.01"
            value={yuan}
            onChange={(event) => setYuan(event.target.value)}
          />
          <Field label={t("returns.day")} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </div>
        <Button primary type="submit" busy={search.isPending} disabled={Object.keys(sought).length === 0}>
          {t("returns.search")}
        </Button>
      </form>
      <Button onClick={() => setCamera(true)}>{t("returns.scan")}</Button>
      {search.isError && (
        <p role="alert" className={form.problem}>
          {problemText(search.error)}
        </p>
      )}
      {search.data && <FoundList items={search.data.items} onChosen={onChosen} />}
      {camera && <CameraScanner texts={scanTexts} onClose={() => setCamera(false)} onCode={byCode} />}
    </>
  );
}
