import { Alert, Button, Flex, Modal, Table, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SessionsImported } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import { everything } from "./showings.queries.ts";

/** Reads sessions from a spreadsheet: first what would happen, row by row; written only when it is confirmed. */
export function ImportSessions({ open, onClose, planId }: { open: boolean; onClose: () => void; planId: string }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const [file, setFile] = useState<string | undefined>();
  const [result, setResult] = useState<SessionsImported | undefined>();
  const send = useAct({
    run: (given: { file: string; confirmed: boolean }) =>
      unwrap(api.POST("/api/staff/activities/plans/{planId}/import", { params: { path: { planId } }, body: given })),
    touches: everything,
    onDone: setResult,
  });
  const choose = async (chosen: Blob) => {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    setFile(text);
    send.mutate({ file: text, confirmed: false });
  };
  return (
    <Modal
      open={open}
      title={t("showings.import")}
      width={760}
      onCancel={onClose}
      okText={t("showings.importConfirm", { count: result?.ready ?? 0 })}
      okButtonProps={{ disabled: !result?.ready || file === undefined, loading: send.isPending }}
      onOk={() => file !== undefined && send.mutate({ file, confirmed: true })}
      afterClose={() => {
        setFile(undefined);
        setResult(undefined);
      }}
    >
      <Flex vertical gap={12}>
        <p>{t("showings.importAbout")}</p>
        <Upload
          accept=".xlsx"
          showUploadList={false}
          beforeUpload={(chosen) => {
            void choose(chosen);
            return false;
          }}
        >
          <Button loading={send.isPending}>{t("showings.importChoose")}</Button>
        </Upload>
        {result !== undefined && (
          <>
            <Alert
              type={result.refused > 0 ? "warning" : "success"}
              showIcon
              title={t("showings.importResult", {
                ...{ ready: result.ready, refused: result.refused, added: result.added },
              })}
            />
            <Table
              rowKey="row"
              size="small"
              pagination={false}
              scroll={{ x: 640, y: 320 }}
              dataSource={result.rows}
              columns={[
                { title: t("showings.importRow"), dataIndex: "row", width: 60 },
                { title: t("showings.field.time"), render: (_, row) => `${row.date} ${row.time}` },
                { title: t("showings.field.hall"), dataIndex: "hall" },
                { title: t("showings.field.film"), dataIndex: "film" },
                {
                  title: t("common.status"),
                  render: (_, row) =>
                    row.problem === null
                      ? `${t(`showings.importOutcome.${row.outcome}`)}${row.newFilm ? t("showings.importNewFilm") : ""}`
                      : codeText(language, row.problem, row.params),
                },
              ]}
            />
          </>
        )}
      </Flex>
    </Modal>
  );
}
