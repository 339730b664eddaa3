import { Button, Flex, Form, Upload } from "antd";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../../shared/api-problem.ts";
import { shrinkPicture } from "../../../shared/shrink-picture.ts";
import { sendFile } from "../../shared/send-file.ts";
import { useAct } from "../../shared/use-act.ts";
import { CoverImage } from "./cover-image.tsx";

interface CoverFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
}

/** The picture of a campaign: chosen from the computer, made small here, sent at once and kept with the campaign. */
export function CoverField({ id, value, onChange }: CoverFieldProps) {
  const { t } = useTranslation("console");
  const organisationId: string | undefined = Form.useWatch("organisationId");
  const title: string | undefined = Form.useWatch("title");
  const send = useAct({
    run: async (file: Blob) =>
      sendFile(
        { file: await readable(file), name: "cover.jpg" },
        { purpose: "benefits.campaign_cover", organisationId: organisationId ?? "" },
      ),
    touches: [],
    onDone: ({ id: fileId }) => onChange?.(fileId),
  });
  return (
    <Flex gap={12} wrap align="end">
      {value && <CoverImage fileId={value} title={title ?? ""} />}
      <Upload
        {...(id === undefined ? {} : { id })}
        accept="image/jpeg,image/png,image/webp"
        maxCount={1}
        showUploadList={false}
        disabled={!organisationId || send.isPending}
        beforeUpload={(file) => {
          send.mutate(file);
          return false;
        }}
      >
        <Button loading={send.isPending} disabled={!organisationId}>
          {t(value ? "campaigns.coverReplace" : "campaigns.coverChoose")}
        </Button>
      </Upload>
      {value && <Button onClick={() => onChange?.(null)}>{t("campaigns.coverRemove")}</Button>}
    </Flex>
  );
}

/** A photo from a camera is many times larger than a phone shows; what is no picture is said as the server would. */
const readable = (file: Blob) =>
  shrinkPicture(file).catch(() => {
    throw new ApiProblem({ status: 415, code: "files.type_not_allowed", params: {} });
  });
