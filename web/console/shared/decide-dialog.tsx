import type { QueryKey } from "@tanstack/react-query";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DocumentField } from "./document-field.tsx";
import { FormDialog } from "./form-dialog.tsx";

/** What comes with a decision. */
export interface Word {
  note: string;
  fileId: string | null;
}

interface DecideDialogProps<Output> {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What this decision does, before it is taken. */
  about?: ReactNode;
  ok: string;
  /** A no needs a word, and says whom it touches. */
  refusing?: boolean;
  organisationId: string | undefined;
  run: (word: Word) => Promise<Output>;
  done: string;
  touches: QueryKey[];
}

/** One person's yes or no: with a word and the paper it rests on. */
export function DecideDialog<Output>({
  about,
  refusing = false,
  organisationId,
  run,
  ...rest
}: DecideDialogProps<Output>) {
  const { t } = useTranslation("console");
  return (
    <FormDialog<{ note?: string; fileId?: string | null }, Output>
      {...rest}
      {...(refusing ? { warning: about } : {})}
      run={({ note, fileId }) => run({ note: note?.trim() ?? "", fileId: fileId ?? null })}
    >
      {!refusing && about && <div style={{ marginBottom: 16 }}>{about}</div>}
      <Form.Item
        name="note"
        label={refusing ? t("common.reason") : t("office.note")}
        extra={t("office.noteHelp")}
        rules={refusing ? [{ required: true, whitespace: true, min: 2, message: t("common.reasonNeeded") }] : []}
      >
        {/* The count stands below at the right: what is said below begins under it. */}
        <Input.TextArea rows={3} maxLength={300} showCount style={{ marginBottom: 20 }} />
      </Form.Item>
      <Form.Item name="fileId" label={t("office.document")} extra={t("office.documentHelp")}>
        <DocumentField organisationId={organisationId} />
      </Form.Item>
    </FormDialog>
  );
}
