import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useLetIn } from "../../shared/door.queries.ts";
import { doorStore } from "../../shared/door-store.ts";
import { isWaiting } from "../../shared/send-let-in.ts";
import styles from "./pair-page.module.css";

/** A phone becomes a door by the code that staff show; `wasDoor` when it was one until now. */
export function PairPage({ wasDoor }: { wasDoor: boolean }) {
  const { t } = useTranslation("door");
  const client = useQueryClient();
  const problemText = useProblemText();
  const [pairingCode, setPairingCode] = useState(new URLSearchParams(location.search).get("code") ?? "");
  const [name, setName] = useState("");
  const waiting = useLetIn().filter(isWaiting).length;
  const pair = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/door/pair", { body: { pairingCode: pairingCode.trim(), name: name.trim() } })),
    onSuccess: async (door) => {
      history.replaceState(null, "", "/door");
      await doorStore.forget();
      await doorStore.keepDoor(door);
      await client.resetQueries({ queryKey: ["door"] });
    },
  });
  return (
    <main className={styles.page}>
      <h1>{t("pair.title")}</h1>
      {wasDoor && (
        <p role="status" className={form.info}>
          {t("pair.over")}
        </p>
      )}
      {waiting > 0 && <p className={form.info}>{t("pair.stillWaiting", { count: waiting })}</p>}
      <p>{t("pair.about")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          pair.mutate();
        }}
      >
        <Field
          label={t("pair.code")}
          value={pairingCode}
          onChange={(event) => setPairingCode(event.target.value.toUpperCase())}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={40}
        />
        <Field
          label={t("pair.name")}
          help={t("pair.nameHelp")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={40}
        />
        {pair.isError && (
          <p role="alert" className={form.problem}>
            {problemText(pair.error)}
          </p>
        )}
        <Button primary type="submit" busy={pair.isPending}>
          {t("pair.act")}
        </Button>
      </form>
    </main>
  );
}
