import { Alert, Button, Collapse, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SmsSettings } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import styles from "./settings.module.css";
import { explainedTexts } from "./sms-texts.ts";

interface GatewayValues {
  url: string;
  secret?: string;
  signName: string;
  templates: Record<string, string>;
}

type Template = SmsSettings["templates"][number];

/** What the provider hands to a customer: an address, a key, a signature, and a code for each text that is sent. */
export function GatewayForm({ settings: { gateway, templates } }: { settings: SmsSettings }) {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const [form] = Form.useForm<GatewayValues>();
  const save = useAct({
    run: ({ secret, templates: codes, ...rest }: GatewayValues) => {
      const body = { ...rest, templates: { ...gateway?.templates, ...codes }, ...(secret ? { secret } : {}) };
      return unwrap(api.PUT("/api/settings/sms", { body }));
    },
    ...{ done: t("console:settings.sms.saved"), touches: [["settings"], ["meta"]], refusal: "shown" as const },
    // The key is kept by the server alone; what was typed does not stay in the page.
    onDone: () => form.resetFields(["secret"]),
  });
  const initial = {
    ...{ url: gateway?.url ?? "", signName: gateway?.signName ?? "" },
    templates: gateway?.templates ?? {},
  };
  return (
    <Form<GatewayValues>
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(values) => save.mutate(values)}
      scrollToFirstError={{ focus: true }}
    >
      <Address />
      <Secret kept={gateway?.url} />
      <SignName />
      {templates.map((template) => (
        <TemplateCode key={template.name} template={template} />
      ))}
      {save.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(save.error)} className={styles.gap ?? ""} />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t("shared:save")}
      </Button>
      <Collapse
        ghost
        size="small"
        className={styles.technical ?? ""}
        items={[
          {
            key: "technical",
            label: t("console:settings.sms.technical"),
            children: <p className={styles.lead}>{t("console:settings.sms.technicalText")}</p>,
          },
        ]}
      />
    </Form>
  );
}

function Address() {
  const { t } = useTranslation("console");
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  const address = { pattern: /^https?:\/\/\S+$/, message: t("settings.sms.urlWrong") };
  return (
    <Form.Item
      name="url"
      label={t("settings.sms.url")}
      extra={t("settings.sms.urlHelp")}
      rules={[needed, address]}
      normalize={(typed: string) => typed.trim()}
    >
      <Input inputMode="url" maxLength={300} autoComplete="off" placeholder="https://" />
    </Form.Item>
  );
}

/** `kept`: the address for which a key is kept; another address needs its own. */
function Secret({ kept }: { kept: string | undefined }) {
  const { t } = useTranslation("console");
  const url: string | undefined = Form.useWatch("url");
  const mayStay = kept !== undefined && (url === undefined || url === kept);
  const rules = [
    { required: !mayStay, message: t(kept === undefined ? "common.needed" : "settings.sms.secretForNewUrl") },
    { min: 16, message: t("settings.sms.secretShort") },
  ];
  return (
    <Form.Item
      name="secret"
      label={t("settings.sms.secret")}
      extra={t(mayStay ? "settings.sms.secretKept" : "settings.sms.secretHelp")}
      rules={rules}
      dependencies={["url"]}
    >
      <Input.Password
        autoComplete="new-password"
        visibilityToggle={false}
        maxLength={300}
        placeholder={mayStay ? "••••••••••••••••" : ""}
      />
    </Form.Item>
  );
}

function SignName() {
  const { t } = useTranslation("console");
  return (
    <Form.Item
      name="signName"
      label={t("settings.sms.signName")}
      extra={t("settings.sms.signNameHelp")}
      rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      normalize={(typed: string) => typed.replace(/[【】]/g, "")}
    >
      <Input maxLength={40} autoComplete="off" />
    </Form.Item>
  );
}

function TemplateCode({ template: { name, required } }: { template: Template }) {
  const { t } = useTranslation("console");
  const word = explainedTexts.find((known) => known === name);
  return (
    <Form.Item
      name={["templates", name]}
      label={word === undefined ? name : t(`settings.sms.text.${word}.label`)}
      extra={word === undefined ? undefined : t(`settings.sms.text.${word}.help`, places)}
      rules={required ? [{ required, whitespace: true, message: t("common.needed") }] : []}
      normalize={(typed: string) => typed.trim()}
    >
      <Input maxLength={100} autoComplete="off" placeholder={required ? "" : t("settings.sms.textNone")} />
    </Form.Item>
  );
}

/** How the places for values are written in the wording that is registered. */
const places = { code: "{code}", minutes: "{minutes}", union: "{union}" };
