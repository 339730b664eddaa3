import { useRouter } from "@tanstack/react-router";
import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../shared/i18n/problem-text.ts";

/** The server did not say who is signed in: nothing can be shown until it does. */
export function CannotStart({ error }: { error: unknown }) {
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  const router = useRouter();
  const again = (
    <Button type="primary" onClick={() => void router.invalidate()}>
      {t("retry")}
    </Button>
  );
  return (
    <div role="alert">
      <Result status="info" subTitle={problemText(error)} extra={again} />
    </div>
  );
}
