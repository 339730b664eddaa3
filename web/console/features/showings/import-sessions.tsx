import { Button, Flex, Modal, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SessionsImported } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { ImportRows } from "./import-rows.tsx";
import { everything } from "./showings.queries.ts";

/** Reads sessions from a spreadsheet: first what would happen, row by row; written only when it is confirmed. */
export function ImportSessions({ open, onClose, planId }: { open: boolean; onClose: () => void; planId: string }) {
  const { t } = useTranslation("console");
  const [file, setFile] = useState<string | undefined>();
  const [result, setResult] = useState<SessionsImported | undefined>();
  const send = (given: { file: string; confirmed: boolean }) =>
    unwrap(api.POST("/api/staff/activities/plans/{planId}/import", { params: { path: { planId } }, body: given }));
  // A look changes nothing, and the button is free as soon as it is there.
  const look = useAct({
    run: (sheet: string) => send({ file: sheet, confirmed: false }),
    touches: [],
    onDone: setResult,
  });
  const write = useAct({
    run: (sheet: string) => send({ file: sheet, confirmed: true }),
    touches: everything,
    onDone: setResult,
  });
  const choose = async (chosen: Blob) => {
    const sheet = await base64Of(chosen);
    setFile(sheet);
    look.mutate(sheet);
  };
  const forget = () => {
    setFile(undefined);
    setResult(undefined);
  };
  return (
    <Modal
      open={open}
      title={t("showings.import")}
      width={760}
      onCancel={onClose}
      okText={t("showings.importConfirm", { count: result?.ready ?? 0 })}
      okButtonProps={{ disabled: !result?.ready || file === undefined || look.isPending, loading: write.isPending }}
      onOk={() => file !== undefined && write.mutate(file)}
      afterClose={forget}
    >
      <Flex vertical gap={12}>
        <p>{t("showings.importAbout")}</p>
        <ChooseSheet busy={look.isPending || write.isPending} onChosen={(chosen) => void choose(chosen)} />
        {result !== undefined && <ImportRows result={result} />}
      </Flex>
    </Modal>
  );
}

function ChooseSheet({ busy, onChosen }: { busy: boolean; onChosen: (file: Blob) => void }) {
  const { t } = useTranslation("console");
  return (
    <Upload
      accept=".xlsx,.xls,.xlsb,.ods,.csv,.txt"
      showUploadList={false}
      beforeUpload={(chosen) => {
        onChosen(chosen);
        return false;
      }}
    >
      <Button loading={busy}>{t("showings.importChoose")}</Button>
    </Upload>
  );
}

async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
