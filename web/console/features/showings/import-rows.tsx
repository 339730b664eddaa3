import { Alert, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { SessionsImported } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";

/** What becomes of each row of a sheet, and why it is refused. */
export function ImportRows({ result: { rows, ready, refused, added } }: { result: SessionsImported }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const outcomeOf = ({ problem, params, outcome, newFilm }: SessionsImported["rows"][number]) =>
    problem === null
      ? `${t(`showings.importOutcome.${outcome}`)}${newFilm ? t("showings.importNewFilm") : ""}`
      : codeText(language, problem, params);
  return (
    <>
      <Alert
        type={refused > 0 ? "warning" : "success"}
        showIcon
        title={t("showings.importResult", { ready, refused, added })}
      />
      <Table
        rowKey="row"
        size="small"
        pagination={false}
        scroll={{ x: 640, y: 320 }}
        dataSource={rows}
        columns={[
          { title: t("showings.importRow"), dataIndex: "row", width: 60 },
          { title: t("showings.field.time"), render: (_, row) => `${row.date} ${row.time}` },
          { title: t("showings.field.hall"), dataIndex: "hall" },
          { title: t("showings.field.film"), dataIndex: "film" },
          { title: t("common.status"), render: (_, row) => outcomeOf(row) },
        ]}
      />
    </>
  );
}
