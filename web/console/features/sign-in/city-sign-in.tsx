import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Divider } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./sign-in.module.css";

/** Coming in by the city's identity service. */
export function CitySignIn({ provider }: { provider: string }) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const leave = useMutation({
    mutationFn: () => unwrap(api.POST("/api/staff/oidc/begin")),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      <Divider plain>{t("signIn.or")}</Divider>
      {leave.isError && (
        <Alert type="error" showIcon role="alert" title={problemText(leave.error)} className={styles.problem ?? ""} />
      )}
      <Button block size="large" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t("signIn.byCity", { provider })}
      </Button>
    </>
  );
}
