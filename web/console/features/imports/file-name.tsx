import { useTranslation } from "react-i18next";

/** What an import is called: its file, or that somebody pasted it. */
export function useFileName(): (name: string) => string {
  const { t } = useTranslation("console");
  return (name) => (/^paste-[0-9a-f]{8}\.txt$/.test(name) ? t("imports.pasted") : name);
}

/** The same where an element is wanted. */
export function FileName({ name }: { name: string }) {
  const fileName = useFileName();
  return <>{fileName(name)}</>;
}
