import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantStore } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useSure } from "../../shared/use-sure.ts";
import styles from "./merchants.module.css";

/** Closes a store until further notice, saying first what that stops; or opens it again. */
export function CloseStore({ store }: { store: MerchantStore }) {
  const { t } = useTranslation("console");
  const sure = useSure();
  const { id, name, state } = store;
  const change = useAct({
    run: (next: MerchantStore["state"]) =>
      unwrap(api.PATCH("/api/staff/stores/{id}", { params: { path: { id } }, body: { state: next } })),
    ...{ done: t("merchants.changed"), touches: [["merchants"]] },
  });
  if (state === "closed") {
    return (
      <Button size="small" loading={change.isPending} onClick={() => change.mutate("open")}>
        {t("merchants.reopenStore")}
      </Button>
    );
  }
  const ask = () =>
    sure(t("merchants.closeTitle", { name }), <WhatStops store={store} />, t("merchants.closeStore"), () =>
      change.mutateAsync("closed"),
    );
  return (
    <Button size="small" danger onClick={ask}>
      {t("merchants.closeStore")}
    </Button>
  );
}

function WhatStops({ store: { tills = [], campaigns = [] } }: { store: MerchantStore }) {
  const { t } = useTranslation("console");
  const nowhere = campaigns.filter(({ elsewhere }) => !elsewhere).map(({ title }) => title);
  return (
    <>
      <ul className={styles.stops}>
        {tills.length > 0 && <li>{t("merchants.closeTills", { count: tills.length })}</li>}
        <li>{t("merchants.closeMembers")}</li>
        {campaigns.length > 0 && <li>{t("merchants.closeCampaigns", { count: campaigns.length })}</li>}
        {tills.length > 0 && <li>{t("merchants.closeOffline")}</li>}
      </ul>
      {nowhere.length > 0 && (
        <p className={styles.nowhere}>{t("merchants.closeNowhere", { titles: nowhere.join(t("merchants.and")) })}</p>
      )}
    </>
  );
}
