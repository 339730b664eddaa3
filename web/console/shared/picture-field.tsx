import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api-problem.ts";
import { shrinkPicture } from "../../shared/shrink-picture.ts";
import { FileButton } from "./file-button.tsx";
import styles from "./picture-field.module.css";
import { sendFile } from "./send-file.ts";
import { useAct } from "./use-act.ts";

interface PictureFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
  /** What the server keeps it for, and whose it is. */
  purpose: string;
  organisationId: string | undefined;
  /** What the picture shows, for whoever does not see it. */
  alt: string;
  shape: "wide" | "tall";
}

/** A picture of a form: chosen from the computer, made small here, sent at once and kept with what the form saves. */
export function PictureField({ id, value, onChange, purpose, organisationId, alt, shape }: PictureFieldProps) {
  const { t } = useTranslation("console");
  const send = useAct({
    run: async (file: Blob) =>
      sendFile({ file: await readable(file), name: "picture.jpg" }, { purpose, organisationId: organisationId ?? "" }),
    touches: [],
    onDone: ({ id: fileId }) => onChange?.(fileId),
  });
  return (
    <Flex gap={12} wrap align="end">
      {value && <img className={styles[shape]} src={`/api/staff/files/${value}`} alt={alt} />}
      <FileButton
        id={id}
        accept="image/jpeg,image/png,image/webp"
        busy={send.isPending}
        disabled={!organisationId}
        onFile={(file) => send.mutate(file)}
      >
        {t(value ? "common.pictureReplace" : "common.pictureChoose")}
      </FileButton>
      {value && <Button onClick={() => onChange?.(null)}>{t("common.pictureRemove")}</Button>}
    </Flex>
  );
}

/** A photo from a camera is many times larger than a phone shows; what is no picture is said as the server would. */
const readable = (file: Blob) =>
  shrinkPicture(file).catch(() => {
    throw new ApiProblem({ status: 415, code: "files.type_not_allowed", params: {} });
  });
