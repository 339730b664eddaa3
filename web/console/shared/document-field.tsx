import { PaperClipOutlined } from "@ant-design/icons";
import { Button, Flex, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useAct } from "./use-act.ts";

interface DocumentFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
  /** Whose decision it is; until it is known nothing can be sent. */
  organisationId: string | undefined;
}

/** The paper that a decision rests on: a PDF or a photo of it, sent at once and kept with the decision. */
export function DocumentField({ id, value, onChange, organisationId }: DocumentFieldProps) {
  const { t } = useTranslation("console");
  const [name, setName] = useState("");
  const send = useAct({
    run: (file: File) => upload(file, organisationId ?? ""),
    touches: [],
    onDone: (stored) => {
      setName(stored.name);
      onChange?.(stored.id);
    },
  });
  return (
    <Flex gap={8} wrap align="center">
      <Upload
        {...(id === undefined ? {} : { id })}
        accept="application/pdf,image/jpeg,image/png,image/webp"
        maxCount={1}
        showUploadList={false}
        disabled={!organisationId || send.isPending}
        beforeUpload={(file) => {
          send.mutate(file);
          return false;
        }}
      >
        <Button icon={<PaperClipOutlined aria-hidden />} loading={send.isPending} disabled={!organisationId}>
          {t(value ? "office.documentReplace" : "office.documentChoose")}
        </Button>
      </Upload>
      {value && (
        <>
          <span>{name}</span>
          <Button onClick={() => onChange?.(null)}>{t("office.documentRemove")}</Button>
        </>
      )}
    </Flex>
  );
}

const upload = (file: File, organisationId: string) =>
  unwrap(
    api.POST("/api/files", {
      params: { query: { purpose: "decisions.document", organisationId } },
      // The document describes a file as text; what is sent is the form made here.
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, file.name);
        return form;
      },
    }),
  );
