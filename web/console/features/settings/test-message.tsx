import { Alert, Button, Flex, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SmsSettings, SmsTest } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import styles from "./settings.module.css";

const tones = { sent: "success", refused: "error", not_sent: "error", unknown: "warning" } as const;

/** One message to a phone at hand, and what the gateway said to it. */
export function TestMessage({ channel }: { channel: SmsSettings["channel"] }) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const test = useAct<{ phone: string }, SmsTest>({
    run: (body) => unwrap(api.POST("/api/settings/sms/test", { body })),
    ...{ touches: [["outbox"]], refusal: "shown" as const },
  });
  const rules = [
    { required: true, whitespace: true, message: t("common.needed") },
    { pattern: /^1\d{10}$/, message: t("common.phoneWrong") },
  ];
  if (channel === "none") return <p className={styles.lead}>{t("settings.sms.testFirstSave")}</p>;
  return (
    <>
      <p className={styles.lead}>{t(channel === "demo" ? "settings.sms.testDemo" : "settings.sms.testAbout")}</p>
      <Form<{ phone: string }> layout="vertical" onFinish={(values) => test.mutate(values)}>
        <Flex gap={8} align="end" wrap>
          <Form.Item name="phone" label={t("settings.sms.testPhone")} rules={rules} className={styles.phone ?? ""}>
            <Input inputMode="tel" maxLength={11} autoComplete="off" />
          </Form.Item>
          <Form.Item>
            <Button htmlType="submit" loading={test.isPending}>
              {t("settings.sms.testSend")}
            </Button>
          </Form.Item>
        </Flex>
      </Form>
      {test.isError && <Alert type="error" showIcon role="alert" title={problemText(test.error)} />}
      {test.data && <Outcome result={test.data} />}
    </>
  );
}

function Outcome({ result: { channel, outcome, reason } }: { result: SmsTest }) {
  const { t } = useTranslation("console");
  const text = channel === "demo" ? t("settings.sms.outcome.demo") : t(`settings.sms.outcome.${outcome}`);
  return (
    <Alert
      type={tones[outcome]}
      showIcon
      role="status"
      title={text}
      {...(reason === null ? {} : { description: t("settings.sms.gatewaySaid", { reason }) })}
    />
  );
}
