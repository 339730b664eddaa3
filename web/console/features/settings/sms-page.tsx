import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import type { SmsSettings } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { GatewayForm } from "./gateway-form.tsx";
import styles from "./settings.module.css";
import { smsSettingsQuery } from "./settings.queries.ts";
import { TestMessage } from "./test-message.tsx";

/** How one-time passwords reach people's phones, for someone who has never seen a gateway. */
export function SmsPage() {
  const { t } = useTranslation("console");
  const settings = useQuery(smsSettingsQuery);
  return (
    <Page title={t("settings.sms.title")} about={t("settings.sms.about")}>
      <QueryView query={settings}>
        {(now) => (
          <Flex vertical gap={16} className={styles.narrow ?? ""}>
            <Channel settings={now} />
            <Card title={t("settings.sms.gateway")}>
              <p className={styles.lead}>{t("settings.sms.gatewayAbout")}</p>
              <GatewayForm key={JSON.stringify(now.gateway)} settings={now} />
            </Card>
            <Card title={t("settings.sms.test")}>
              <TestMessage channel={now.channel} />
            </Card>
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

function Channel({ settings: { channel, gateway } }: { settings: SmsSettings }) {
  const { t } = useTranslation("console");
  if (channel === "demo")
    return (
      <Alert
        type="info"
        showIcon
        title={t("settings.sms.channel.demo")}
        description={
          <>
            {t("settings.sms.channel.demoAbout")}{" "}
            <Link to="/outbox" className={styles.link ?? ""}>
              {t("settings.sms.toOutbox")}
            </Link>
          </>
        }
      />
    );
  if (channel === "none")
    return (
      <Alert
        type="warning"
        showIcon
        title={t("settings.sms.channel.none")}
        description={t("settings.sms.channel.noneAbout")}
      />
    );
  return <Alert type="success" showIcon title={t("settings.sms.channel.gateway", { host: hostOf(gateway?.url) })} />;
}

function hostOf(url: string | undefined): string {
  try {
    return url === undefined ? "" : new URL(url).host;
  } catch {
    return url ?? "";
  }
}
