import { Link } from "@tanstack/react-router";
import { Result } from "antd";
import { useTranslation } from "react-i18next";

/** An address without a page. */
export function NotFound() {
  const { t } = useTranslation("console");
  const home = <Link to="/">{t("shell.toHome")}</Link>;
  return <Result status="404" title={t("shell.notFound")} subTitle={t("shell.notFoundHelp")} extra={home} />;
}
