import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";

/** An address without a page. */
export function NotFound() {
  const { t } = useTranslation("member");
  return (
    <Page title={t("shell.notFound")}>
      <Empty>
        <p>{t("shell.notFoundText")}</p>
        <Link to="/">{t("shell.toHome")}</Link>
      </Empty>
    </Page>
  );
}

/** A page that failed to open, also when its files have been replaced by a newer version meanwhile. */
export function Crashed() {
  const { t } = useTranslation("member");
  return (
    <Page title={t("shell.crashed")}>
      <Button onPress={() => window.location.reload()}>{t("shell.reload")}</Button>
    </Page>
  );
}
