import { App } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Asks before an act that ends something; `run` may fail, which the act itself says. */
export function useSure() {
  const { t } = useTranslation("shared");
  const { modal } = App.useApp();
  return (title: string, content: ReactNode, okText: string, run: () => Promise<unknown>) =>
    void modal.confirm({
      ...{ title, content, okText, cancelText: t("cancel"), okButtonProps: { danger: true }, width: 480 },
      onOk: () => run().catch(() => undefined),
    });
}
