import { useTranslation } from "react-i18next";

/** What the camera says at a till. */
export function useScanTexts() {
  const { t } = useTranslation("partner");
  return {
    ...{ title: t("scan.title"), hint: t("scan.hint"), close: t("scan.close") },
    ...{ denied: t("scan.denied"), none: t("scan.none") },
  };
}
