import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { TillStatement } from "../../../shared/api-types/index.ts";
import { formatMoney } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { statementsQuery } from "./statement.queries.ts";
import styles from "./statements.module.css";

interface SignStatementProps {
  statement: TillStatement;
  act: "confirm" | "dispute";
  objections: Record<string, string>;
  onDone: () => void;
}

/** A manager gives the merchant's word with a PIN: agrees with every line, or says which are wrong. */
export function SignStatement({ statement, act, objections, onDone }: SignStatementProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const problemText = useProblemText();
  const client = useQueryClient();
  const managers = statement.managers.filter((one) => one.pinSet);
  const [clerkId, setClerkId] = useState(managers.length === 1 ? (managers[0]?.id ?? "") : "");
  const disputes = Object.entries(objections).map(([position, reason]) => ({
    position: Number(position),
    reason: reason.trim(),
  }));
  const wordless = act === "dispute" && disputes.some(({ reason }) => reason.length < 2);
  const sign = useMutation({
    mutationFn: async (pin: string) => {
      const params = { path: { statementId: statement.id } };
      const signed = { clerkId, pin, digest: statement.digest ?? "" };
      return act === "confirm"
        ? unwrap(api.POST("/api/till/statements/{statementId}/confirmation", { params, body: signed }))
        : unwrap(api.POST("/api/till/statements/{statementId}/disputes", { params, body: { ...signed, disputes } }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: statementsQuery.queryKey });
      onDone();
    },
  });
  const about = { money: formatMoney(language, statement.totalFen), number: statement.number, count: disputes.length };
  return (
    <section>
      <h1 className={styles.title}>{t(`partner:statements.sign.${act}`)}</h1>
      <p className={form.info}>{t(`partner:statements.sign.${act}About`, about)}</p>
      {managers.length === 0 && <p className={form.problem}>{t("partner:statements.noManager")}</p>}
      {wordless && <p className={form.problem}>{t("partner:statements.wordless")}</p>}
      {managers.length > 0 && !wordless && (
        <>
          <div className={form.field}>
            <label htmlFor="sign-manager">{t("partner:statements.manager")}</label>
            <select id="sign-manager" value={clerkId} onChange={(event) => setClerkId(event.target.value)}>
              <option value="">{t("partner:undo.choose")}</option>
              {managers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          {sign.isError && (
            <p role="alert" className={form.problem}>
              {problemText(sign.error)}
            </p>
          )}
          <PinPad
            label={t("partner:statements.pin")}
            disabled={sign.isPending || clerkId === ""}
            onPin={(pin) => sign.mutate(pin)}
          />
        </>
      )}
      <Button onClick={onDone}>{t("shared:cancel")}</Button>
    </section>
  );
}
