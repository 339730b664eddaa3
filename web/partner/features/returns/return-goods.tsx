import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { FoundRedemption, GoodsReturned, TillClerk } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatMoney } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { ReturnConfirm } from "./return-confirm.tsx";
import styles from "./returns.module.css";

interface ReturnGoodsProps {
  redemption: FoundRedemption;
  clerks: readonly TillClerk[];
  clerkId: string | undefined;
  onDone: (done: GoodsReturned) => void;
  onBack: () => void;
}

/** How much comes back; what that means is shown before anything is booked. */
export function ReturnGoods({ redemption, clerks, clerkId, onDone, onBack }: ReturnGoodsProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const problemText = useProblemText();
  const [yuan, setYuan] = useState("");
  const key = useRef(randomUuid()); // one return, however often the answer is asked for
  const money = (fen: number) => formatMoney(language, fen);
  const path = { id: redemption.id };
  const check = useMutation({
    mutationFn: (goodsFen: number) =>
      unwrap(api.POST("/api/till/redemptions/{id}/return/check", { params: { path }, body: { goodsFen } })),
  });
  const act = useMutation({
    mutationFn: (body: { goodsFen: number; reason: string; second?: { clerkId: string; pin: string } }) => {
      const params = { path, header: { "idempotency-key": key.current } };
      return unwrap(api.POST("/api/till/redemptions/{id}/return", { params, body }));
    },
    onSuccess: onDone,
  });
  const typedFen = Math.round(Number(yuan) * 100);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typedFen > 0) check.mutate(typedFen);
  };
  const { title, at, store, clerk, receipt, member, amountFen, offFen, leftFen, goodsBackFen } = redemption;
  return (
    <>
      <div className={styles.card}>
        <strong>{title}</strong>
        <span>
          {formatDayTime(language, at)} · {store.name} · {clerk.name}
        </span>
        <span>
          {member}
          {receipt !== null && ` · ${receipt}`}
        </span>
        <span>
          {t("partner:returns.bill", { amount: money(amountFen), off: money(offFen), pay: money(amountFen - offFen) })}
        </span>
        {goodsBackFen > 0 && <span>{t("partner:returns.before", { goods: money(goodsBackFen) })}</span>}
      </div>
      {check.data ? (
        <ReturnConfirm
          check={check.data}
          clerks={clerks.filter(({ id, pinSet }) => id !== clerkId && pinSet)}
          busy={act.isPending}
          error={act.error}
          onAct={(given) => act.mutate({ goodsFen: check.data.goodsFen, ...given })}
          onBack={() => {
            key.current = randomUuid();
            act.reset();
            check.reset();
          }}
        />
      ) : (
        <form onSubmit={submit} className={styles.find}>
          <Button busy={check.isPending} onClick={() => check.mutate(leftFen)}>
            {t("partner:returns.all", { left: money(leftFen) })}
          </Button>
          <Field
            label={t("partner:returns.part")}
            type="number"
            inputMode="decimal"
            min="0.01"
            max={leftFen / 100}
            step="0.01"
            value={yuan}
            onChange={(event) => setYuan(event.target.value)}
          />
          {check.isError && (
            <p role="alert" className={form.problem}>
              {problemText(check.error)}
            </p>
          )}
          <Button primary type="submit" busy={check.isPending} disabled={!(typedFen > 0)}>
            {t("partner:returns.look")}
          </Button>
          <Button onClick={onBack}>{t("shared:back")}</Button>
        </form>
      )}
    </>
  );
}
