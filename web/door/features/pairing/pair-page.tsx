import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import form from "../../../shared/hand/form.module.css";
import { PairingForm } from "../../../shared/hand/pairing-form.tsx";
import { useLetIn } from "../../shared/door.queries.ts";
import { doorStore } from "../../shared/door-store.ts";
import { isWaiting } from "../../shared/send-let-in.ts";
import styles from "./pair-page.module.css";

/** A phone becomes a door by the code that staff show; `wasDoor` when it was one until now. */
export function PairPage({ wasDoor }: { wasDoor: boolean }) {
  const { t } = useTranslation("door");
  const client = useQueryClient();
  const waiting = useLetIn().filter(isWaiting).length;
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
      <PairingForm
        code={new URLSearchParams(location.search).get("code") ?? ""}
        nameLength={40}
        texts={{ code: t("pair.code"), name: t("pair.name"), nameHelp: t("pair.nameHelp"), act: t("pair.act") }}
        pair={(body) => unwrap(api.POST("/api/door/pair", { body }))}
        onPaired={async (door) => {
          history.replaceState(null, "", "/door");
          await doorStore.forget();
          await doorStore.keepDoor(door);
          await client.resetQueries({ queryKey: ["door"] });
        }}
      />
    </main>
  );
}
