import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";

/** Of a file that was taken back: what became of the unions that it had set up. */
export function UnionsSetUp({ import_: { settled } }: { import_: Import }) {
  const { t } = useTranslation("console");
  const created = Object.entries(settled.union ?? {}).flatMap(([name, meant]) =>
    meant !== null && "id" in meant && meant.created === true ? { name, closed: meant.closed === true } : [],
  );
  if (created.length === 0) return null;
  const left = created.filter(({ closed }) => !closed).map(({ name }) => name);
  const closed = created.length - left.length;
  return (
    <Alert
      type={left.length > 0 ? "warning" : "info"}
      showIcon
      title={t("imports.unionsClosed", { count: closed })}
      {...(left.length > 0
        ? { description: t("imports.unionsLeft", { count: left.length, names: left.join("、") }) }
        : {})}
      style={{ marginBottom: 16 }}
    />
  );
}
