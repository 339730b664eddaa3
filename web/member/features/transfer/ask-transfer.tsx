import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import styles from "./transfer.module.css";
import { transfersQuery, unionsQuery } from "./transfer.query.ts";

/** Where to, and why; unions that fit are proposed before anything is typed. */
export function AskTransfer({ onSent }: { onSent: () => void }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const [union, setUnion] = useState<string>();
  const [reason, setReason] = useState("");
  const [isLooked, setLooked] = useState(false);
  const ask = useMutation({
    mutationFn: (body: { organisationId: string; reason: string }) =>
      unwrap(api.POST("/api/member/transfers", { body })),
    onSuccess: (own) => {
      client.setQueryData(transfersQuery.queryKey, own);
      onSent();
    },
  });
  const isShort = reason.trim().length < 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (union !== undefined && !isShort) ask.mutate({ organisationId: union, reason });
  };
  return (
    <form onSubmit={submit} noValidate>
      <p className={cards.after}>{t("transfer.intro")}</p>
      <p className={classes(cards.soft, cards.after)}>{t("transfer.keep")}</p>
      <ChooseUnion value={union} onChange={setUnion} />
      {isLooked && union === undefined && <p role="alert">{t("transfer.chooseUnion")}</p>}
      <Field
        label={t("transfer.reason")}
        hint={t("transfer.reasonHint")}
        value={reason}
        onChange={setReason}
        error={isLooked && isShort ? t("transfer.reasonShort") : undefined}
        input={{ type: "text", maxLength: 200 }}
      />
      {ask.isError && <ProblemNotice error={ask.error} />}
      <Button type="submit" disabled={ask.isPending}>
        {t(ask.isPending ? "transfer.sending" : "transfer.send")}
      </Button>
    </form>
  );
}

function ChooseUnion({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) {
  const { t } = useTranslation("member");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const asked = q.length >= 2 ? q : "";
  const unions = useQuery(unionsQuery(asked));
  const items = unions.data?.items ?? [];
  return (
    <>
      <Field
        label={t("transfer.search")}
        hint={t("transfer.searchHint")}
        value={typed}
        onChange={setTyped}
        input={{ type: "text", autoComplete: "organization", maxLength: 60 }}
      />
      {unions.isError && <ProblemNotice error={unions.error} onRetry={() => void unions.refetch()} />}
      {asked !== "" && unions.isSuccess && items.length === 0 && <p className={cards.soft}>{t("transfer.none")}</p>}
      {items.length > 0 && (
        <fieldset className={cards.card}>
          <legend className={cards.strong}>{t(asked === "" ? "transfer.proposed" : "transfer.found")}</legend>
          {items.map(({ id, name }) => (
            <label key={id} className={styles.union}>
              <input type="radio" name="union" checked={id === value} onChange={() => onChange(id)} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
