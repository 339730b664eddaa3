import { PaperClipOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FileButton } from "./file-button.tsx";
import { sendFile } from "./send-file.ts";
import { useAct } from "./use-act.ts";

interface DocumentFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
  /** What the server keeps it for. */
  purpose?: string;
  /** Whose act it is; until it is known nothing can be sent. */
  organisationId: string | undefined;
}

/** The paper that an act rests on: a PDF or a photo of it, sent at once and kept with the act. */
export function DocumentField(props: DocumentFieldProps) {
  const { id, value, onChange, purpose = "decisions.document", organisationId } = props;
  const { t } = useTranslation("console");
  const [name, setName] = useState("");
  const send = useAct({
    run: (file: File) => sendFile({ file, name: file.name }, { purpose, organisationId: organisationId ?? "" }),
    touches: [],
    onDone: (stored) => {
      setName(stored.name);
      onChange?.(stored.id);
    },
  });
  return (
    <Flex gap={8} wrap align="center">
      <FileButton
        id={id}
        accept="application/pdf,image/jpeg,image/png,image/webp"
        busy={send.isPending}
        disabled={!organisationId}
        icon={<PaperClipOutlined aria-hidden />}
        onFile={(file) => send.mutate(file)}
      >
        {t(value ? "office.documentReplace" : "office.documentChoose")}
      </FileButton>
      {value && (
        <>
          <span>{name || t("common.fileThere")}</span>
          <Button onClick={() => onChange?.(null)}>{t("office.documentRemove")}</Button>
        </>
      )}
    </Flex>
  );
}
