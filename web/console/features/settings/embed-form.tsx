import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Flex, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SignInSettings } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import styles from "./settings.module.css";

interface Values {
  frames: string;
  channels: { key: string; name: string }[];
}

/** Which other sites may show the member's pages in a frame, and which doors are counted. */
export function EmbedForm({ embed }: { embed: SignInSettings["embed"] }) {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const save = useAct({
    run: ({ frames, channels }: Values) =>
      unwrap(api.PUT("/api/settings/embed", { body: { frames: linesOf(frames), channels: channels ?? [] } })),
    ...{ done: t("console:settings.signIn.saved"), touches: [["settings"]], refusal: "shown" as const },
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  const areOrigins = (_: unknown, text: string) =>
    linesOf(text).every(isOrigin)
      ? Promise.resolve()
      : Promise.reject(new Error(t("console:settings.signIn.framesWrong")));
  return (
    <Form<Values>
      name="embed"
      layout="vertical"
      initialValues={{ frames: embed.frames.join("\n"), channels: embed.channels }}
      onFinish={(values) => save.mutate(values)}
      scrollToFirstError={{ focus: true }}
    >
      <Form.Item
        name="frames"
        label={t("console:settings.signIn.frames")}
        extra={t("console:settings.signIn.framesHelp")}
        rules={[{ validator: areOrigins }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} placeholder="https://" />
      </Form.Item>
      <p className={styles.lead}>{t("console:settings.signIn.channelsHelp")}</p>
      <Form.List name="channels">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={8} wrap align="start">
                <Form.Item
                  name={[name, "key"]}
                  label={t("console:settings.signIn.channelKey")}
                  rules={[
                    needed,
                    { pattern: /^[a-z0-9][a-z0-9_-]{0,29}$/, message: t("console:settings.signIn.keyWrong") },
                  ]}
                >
                  <Input maxLength={30} autoComplete="off" />
                </Form.Item>
                <Form.Item name={[name, "name"]} label={t("console:settings.signIn.channelName")} rules={[needed]}>
                  <Input maxLength={30} autoComplete="off" />
                </Form.Item>
                <Form.Item label=" ">
                  <Button
                    icon={<DeleteOutlined />}
                    aria-label={t("console:settings.signIn.removeChannel")}
                    onClick={() => remove(name)}
                  />
                </Form.Item>
              </Flex>
            ))}
            <Form.Item>
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ key: "", name: "" })}>
                {t("console:settings.signIn.addChannel")}
              </Button>
            </Form.Item>
          </>
        )}
      </Form.List>
      {save.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(save.error)} className={styles.gap ?? ""} />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t("shared:save")}
      </Button>
    </Form>
  );
}

const linesOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split(/\s+/)
    .map((line) => line.replace(/\/$/, ""))
    .filter(Boolean);

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
