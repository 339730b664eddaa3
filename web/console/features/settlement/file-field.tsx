import { Button, Flex, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useAct } from "../../shared/use-act.ts";

interface FileFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
  purpose: string;
  organisationId: string;
}

/** A paper that is kept with an act: a PDF or a photo, sent at once. */
export function FileField({ id, value, onChange, purpose, organisationId }: FileFieldProps) {
  const { t } = useTranslation("console");
  const [name, setName] = useState("");
  const send = useAct({
    run: async (file: File) => {
      const sent = await unwrap(
        api.POST("/api/files", {
          params: { query: { purpose, organisationId } },
          // The document describes a file as text; what is sent is the form made here.
          body: { file: "" },
          bodySerializer: () => {
            const form = new FormData();
            form.append("file", file, file.name);
            return form;
          },
        }),
      );
      return { fileId: sent.id, name: file.name };
    },
    touches: [],
    onDone: (done) => {
      setName(done.name);
      onChange?.(done.fileId);
    },
  });
  return (
    <Flex gap={8} wrap align="center">
      <Upload
        {...(id === undefined ? {} : { id })}
        accept="application/pdf,image/jpeg,image/png,image/webp"
        maxCount={1}
        showUploadList={false}
        disabled={send.isPending}
        beforeUpload={(file) => {
          send.mutate(file);
          return false;
        }}
      >
        <Button loading={send.isPending}>{t(value ? "settlement.fileReplace" : "settlement.fileChoose")}</Button>
      </Upload>
      {value && <span>{name || t("settlement.fileThere")}</span>}
      {value && <Button onClick={() => onChange?.(null)}>{t("settlement.fileRemove")}</Button>}
    </Flex>
  );
}
