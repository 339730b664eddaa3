import { useTranslation } from "react-i18next";

/** What an import is called: its file, or that somebody pasted it. */
export function FileName({ name }: { name: string }) {
  const { t } = useTranslation("console");
  return <>{/^paste-[0-9a-f]{8}\.txt$/.test(name) ? t("imports.pasted") : name}</>;
}
