import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";

/** Pairing by the code that the union's console shows. */
export function PairByCode({ initial, onPaired }: { initial: string; onPaired: () => void }) {
  const { t } = useTranslation("partner");
  const problemText = useProblemText();
  const [pairingCode, setPairingCode] = useState(initial);
  const [deviceName, setDeviceName] = useState<string>(t("pair.firstName"));
  const pair = useMutation({
    mutationFn: () => unwrap(api.POST("/api/till/pair", { body: { pairingCode: pairingCode.trim(), deviceName } })),
    onSuccess: onPaired,
  });
  return (
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
        label={t("pair.device")}
        help={t("pair.deviceHelp")}
        value={deviceName}
        onChange={(event) => setDeviceName(event.target.value)}
        required
        maxLength={60}
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
  );
}
