import { useQuery } from "@tanstack/react-query";
import { Card, Flex, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./settings.module.css";
import { identitySettingsQuery } from "./settings.queries.ts";

/** Whom this installation asks whether a name and an identity number are one person's. */
export function IdentityCard() {
  const { t } = useTranslation("console");
  const settings = useQuery(identitySettingsQuery);
  const act = useAct({
    run: (verifier: "none" | "demo") => unwrap(api.PUT("/api/settings/identity", { body: { verifier } })),
    ...{ done: t("settings.identity.saved"), touches: [["settings", "identity"]] },
  });
  return (
    <Card title={t("settings.identity.title")}>
      <p className={styles.lead}>{t("settings.identity.about")}</p>
      <QueryView query={settings}>
        {({ verifier, demo }) => (
          <Radio.Group
            aria-label={t("settings.identity.title")}
            value={verifier}
            disabled={act.isPending}
            onChange={(event) => act.mutate(event.target.value as "none" | "demo")}
          >
            <Flex vertical gap={12}>
              {(["none", "demo"] as const).map((one) => (
                <Radio key={one} value={one} disabled={one === "demo" && !demo}>
                  <strong>{t(`settings.identity.of.${one}`)}</strong>
                  <br />
                  {t(`settings.identity.meaning.${one}`)}
                </Radio>
              ))}
            </Flex>
          </Radio.Group>
        )}
      </QueryView>
    </Card>
  );
}
