import { Button, Upload } from "antd";
import { useTranslation } from "react-i18next";
import { sendFile } from "./send-file.ts";
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
    run: (file: File) => sendFile({ file, name: file.name }, { purpose, organisationId }),
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
