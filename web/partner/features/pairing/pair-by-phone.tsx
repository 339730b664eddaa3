import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { paths } from "../../../../api/schema.gen.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { ProvePhone } from "../../shared/prove-phone.tsx";
import styles from "./pairing.module.css";

type Proven = paths["/api/till/sign-in"]["post"]["responses"][200]["content"]["application/json"];

/** Pairing by a clerk's phone: number, code, and which store this till stands in. */
export function PairByPhone({ onPaired }: { onPaired: () => void }) {
  const { t } = useTranslation("partner");
  const [proven, setProven] = useState<Proven>();
  if (proven !== undefined) return <ChooseStore {...proven} onPaired={onPaired} />;
  return (
    <ProvePhone
      label={t("pair.phone")}
      send={(phone) => unwrap(api.POST("/api/till/sign-in/codes", { body: { phone } }))}
      prove={(body) => unwrap(api.POST("/api/till/sign-in", { body }))}
      onProven={setProven}
    />
  );
}

function ChooseStore({ stores, ticket, onPaired }: Proven & { onPaired: () => void }) {
  const { t } = useTranslation("partner");
  const problemText = useProblemText();
  const deviceName = t("pair.firstName");
  const pair = useMutation({
    mutationFn: (storeId: string) =>
      unwrap(api.POST("/api/till/sign-in/pair", { body: { ticket, storeId, deviceName } })),
    onSuccess: onPaired,
  });
  return (
    <section className={styles.stores}>
      <h2>{t("pair.whichStore")}</h2>
      {stores.length === 0 && <p>{t("pair.noStore")}</p>}
      {stores.map(({ id, name, address }) => (
        <Button key={id} busy={pair.isPending} onClick={() => pair.mutate(id)}>
          {name} <small>{address}</small>
        </Button>
      ))}
      {pair.isError && (
        <p role="alert" className={form.problem}>
          {problemText(pair.error)}
        </p>
      )}
    </section>
  );
}
