import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OfferedGoods } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./goods.module.css";
import { offersQuery } from "./goods.queries.ts";

/** Takes goods back, with the reason that the union reads. */
export function WithdrawGoods({ goods, onDone }: { goods: OfferedGoods; onDone: () => void }) {
  const { t } = useTranslation(["partner", "shared"]);
  const client = useQueryClient();
  const problemText = useProblemText();
  const [reason, setReason] = useState("");
  const withdraw = useMutation({
    mutationFn: () => {
      const params = { path: { goodsId: goods.id } };
      return unwrap(api.POST("/api/till/goods-offers/{goodsId}/withdraw", { params, body: { reason: reason.trim() } }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: offersQuery.queryKey });
      onDone();
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate();
      }}
    >
      <h1 className={styles.title}>{t("partner:goods.withdrawTitle", { name: goods.name })}</h1>
      <p className={form.info}>{t("partner:goods.withdrawAbout")}</p>
      <Field
        label={t("partner:goods.reason")}
        value={reason}
        maxLength={200}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      {withdraw.error && (
        <p role="alert" className={form.problem}>
          {problemText(withdraw.error)}
        </p>
      )}
      <Button primary type="submit" busy={withdraw.isPending} disabled={reason.trim() === ""}>
        {t("partner:goods.withdraw")}
      </Button>
      <Button onClick={onDone}>{t("shared:cancel")}</Button>
    </form>
  );
}
