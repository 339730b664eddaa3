import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffTicket } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./sign-in.module.css";

/** Login name and password. */
export function FirstStep({ onTicket }: { onTicket: (ticket: StaffTicket) => void }) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const signIn = useMutation({
    mutationFn: (body: { login: string; password: string }) => unwrap(api.POST("/api/staff/sign-in", { body })),
    onSuccess: onTicket,
  });
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <Form layout="vertical" size="large" requiredMark={false} onFinish={signIn.mutate}>
      <h1 className={styles.title}>{t("signIn.title")}</h1>
      <Form.Item name="login" label={t("signIn.login")} rules={needed}>
        <Input autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t("signIn.password")} rules={needed}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {signIn.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(signIn.error)} className={styles.problem ?? ""} />
      )}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t("signIn.next")}
      </Button>
    </Form>
  );
}
