import { useTranslation } from "react-i18next";

/** The member entrance. */
export function App() {
  const { t } = useTranslation("member");
  return <h1>{t("shell.home")}</h1>;
}
