import { Alert, Button, Checkbox, Form, Input, Switch, Typography } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SignInSettings } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import styles from "./settings.module.css";

type Provider = NonNullable<SignInSettings["staff"]>;

interface ProviderFormProps {
  entrance: "staff" | "member";
  provider: Provider | null;
  /** Our address that the provider must know. */
  redirect: string;
}

/** An identity service by which people may come in: what its operator hands to a customer. */
export function ProviderForm({ entrance, provider, redirect }: ProviderFormProps) {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const [form] = Form.useForm<Provider & { secret?: string }>();
  const save = useAct({
    run: ({ secret, ...rest }: Provider & { secret?: string }) => {
      const body = { ...rest, ...(secret ? { secret } : {}) };
      return entrance === "staff"
        ? unwrap(api.PUT("/api/settings/sign-in/staff", { body }))
        : unwrap(api.PUT("/api/settings/sign-in/member", { body }));
    },
    ...{ done: t("console:settings.signIn.saved"), touches: [["settings"], ["meta"]], refusal: "shown" as const },
    // The key is kept by the server alone; what was typed does not stay in the page.
    onDone: () => form.resetFields(["secret"]),
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  const initial = provider ?? { enabled: true, trusted: false, issuer: "", clientId: "", name: "" };
  return (
    <Form
      form={form}
      name={`provider-${entrance}`}
      layout="vertical"
      initialValues={initial}
      onFinish={(values) => save.mutate(values)}
      scrollToFirstError={{ focus: true }}
    >
      <Form.Item label={t("console:settings.signIn.redirect")} extra={t("console:settings.signIn.redirectHelp")}>
        <Typography.Text code copyable>
          {redirect}
        </Typography.Text>
      </Form.Item>
      <Form.Item
        name="name"
        label={t("console:settings.signIn.name")}
        extra={t("console:settings.signIn.nameHelp")}
        rules={[needed]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="issuer"
        label={t("console:settings.signIn.issuer")}
        extra={t("console:settings.signIn.issuerHelp")}
        rules={[needed, { pattern: /^https?:\/\/\S+$/, message: t("console:settings.signIn.issuerWrong") }]}
        normalize={(typed: string) => typed.trim()}
      >
        <Input inputMode="url" maxLength={300} autoComplete="off" placeholder="https://" />
      </Form.Item>
      <Form.Item name="clientId" label={t("console:settings.signIn.clientId")} rules={[needed]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Secret kept={provider?.issuer} />
      <Form.Item name="trusted" valuePropName="checked" extra={t(`console:settings.signIn.trustedHelp.${entrance}`)}>
        <Checkbox>{t(`console:settings.signIn.trusted.${entrance}`)}</Checkbox>
      </Form.Item>
      <Form.Item name="enabled" valuePropName="checked" label={t("console:settings.signIn.enabled")}>
        <Switch />
      </Form.Item>
      {save.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(save.error)} className={styles.gap ?? ""} />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t("shared:save")}
      </Button>
    </Form>
  );
}

/** `kept`: the issuer for which a secret is kept; another one needs its own. */
function Secret({ kept }: { kept: string | undefined }) {
  const { t } = useTranslation("console");
  const issuer: string | undefined = Form.useWatch("issuer");
  const mayStay = kept !== undefined && (issuer === undefined || issuer === kept);
  return (
    <Form.Item
      name="secret"
      label={t("settings.signIn.secret")}
      extra={mayStay ? t("settings.sms.secretKept") : t("settings.signIn.secretHelp")}
      rules={[{ required: !mayStay, message: t("common.needed") }]}
      dependencies={["issuer"]}
    >
      <Input.Password autoComplete="new-password" visibilityToggle={false} maxLength={500} />
    </Form.Item>
  );
}
