import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";

/** How far the server has come; the page may be left meanwhile. */
export function AtWork({ import_: { rowsDone, rowsTotal, state } }: { import_: Import }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const isKnown = rowsTotal !== null && rowsTotal > 0 && (state === "applying" || state === "undoing");
  const percent = isKnown ? Math.min(99, Math.floor((100 * rowsDone) / rowsTotal)) : 0;
  return (
    <div role="status">
      {isKnown ? (
        <Progress percent={percent} status="active" aria-label={t(`imports.state.${state}`)} />
      ) : (
        <Progress percent={100} status="active" showInfo={false} aria-label={t(`imports.state.${state}`)} />
      )}
      <p>{t("imports.rowsDone", { done: show.number(rowsDone) })}</p>
    </div>
  );
}
