import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffMe, StaffTicket } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { EnrolGuide } from "./enrol-guide.tsx";
import styles from "./sign-in.module.css";

interface SecondStepProps {
  ticket: StaffTicket;
  onSignedIn: (me: StaffMe, recoveryCodes: string[]) => void;
  onBack: () => void;
}

/** The second factor: a code of the authenticator, set up here the first time, or a recovery code. */
export function SecondStep({ ticket, onSignedIn, onBack }: SecondStepProps) {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const [recovering, setRecovering] = useState(false);
  const send = useMutation({
    mutationFn: (code: string) => (recovering ? recover(ticket.ticket, code) : confirm(ticket.ticket, code)),
    onSuccess: (me) => onSignedIn(me, me.recoveryCodes ?? []),
  });
  const enrolling = ticket.next === "enrol";
  const title = enrolling
    ? t("console:signIn.enrolTitle")
    : recovering
      ? t("console:signIn.recoveryTitle")
      : t("console:signIn.codeTitle");
  const rules = recovering ? [] : [{ pattern: /^\d{6}$/, message: t("console:signIn.sixDigits") }];
  return (
    <Form
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ code }: { code: string }) => send.mutate(code.trim())}
    >
      <h1 className={styles.title}>{title}</h1>
      {ticket.enrol && <EnrolGuide {...ticket.enrol} />}
      {ticket.demoCode !== undefined && !recovering && (
        <Alert type="info" title={t("shared:demo.code", { code: ticket.demoCode })} className={styles.problem ?? ""} />
      )}
      <Form.Item
        key={String(recovering)}
        name="code"
        label={recovering ? t("console:signIn.recoveryCode") : t("console:signIn.code")}
        rules={[{ required: true, message: t("console:common.needed") }, ...rules]}
      >
        {recovering ? (
          <Input autoFocus autoComplete="off" />
        ) : (
          <Input autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={6} className={styles.code} />
        )}
      </Form.Item>
      {send.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(send.error)} className={styles.problem ?? ""} />
      )}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>
        {enrolling ? t("console:signIn.enrol") : t("console:signIn.enter")}
      </Button>
      <div className={styles.links}>
        <Button type="link" onClick={onBack}>
          {t("shared:back")}
        </Button>
        {!enrolling && (
          <Button type="link" onClick={() => setRecovering(!recovering)}>
            {recovering ? t("console:signIn.useCode") : t("console:signIn.useRecovery")}
          </Button>
        )}
      </div>
    </Form>
  );
}

type SignedIn = StaffMe & { recoveryCodes?: string[] };

const confirm = (ticket: string, code: string): Promise<SignedIn> =>
  unwrap(api.POST("/api/staff/sign-in/second", { body: { ticket, code } }));

const recover = (ticket: string, recoveryCode: string): Promise<SignedIn> =>
  unwrap(api.POST("/api/staff/sign-in/recovery", { body: { ticket, recoveryCode } }));
