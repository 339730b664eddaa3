import { Button, Upload } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useAct } from "./use-act.ts";

interface UploadFileProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string) => void;
  /** What the server keeps it for, and whose it is. */
  purpose: string;
  organisationId: string;
  accept: string;
}

/** A file of a form: sent at once, kept with what the form saves. */
export function UploadFile({ id, value, onChange, purpose, organisationId, accept }: UploadFileProps) {
  const { t } = useTranslation("console");
  const send = useAct({
    run: (file: File) => sendFile(file, { purpose, organisationId }),
    touches: [],
    onDone: ({ id: fileId }) => onChange?.(fileId),
  });
  return (
    <Upload
      {...(id === undefined ? {} : { id })}
      accept={accept}
      maxCount={1}
      showUploadList={false}
      disabled={send.isPending}
      beforeUpload={(file) => {
        send.mutate(file);
        return false;
      }}
    >
      <Button loading={send.isPending}>{t(value ? "common.fileReplace" : "common.fileChoose")}</Button>{" "}
      {value && t("common.fileThere")}
    </Upload>
  );
}

const sendFile = (file: File, query: { purpose: string; organisationId: string }) =>
  unwrap(
    api.POST("/api/files", {
      params: { query },
      // The document describes a file as text; what is sent is the form made here.
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, file.name);
        return form;
      },
    }),
  );
