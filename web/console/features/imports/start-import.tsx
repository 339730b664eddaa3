import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Drawer, Flex, Form, Input, Segmented, Select, Upload } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";
import { type BroughtFor, importsKey, kindsQuery, uploadImport } from "./imports.queries.ts";
import { KindName } from "./kind-name.tsx";
import { knownKind } from "./sheet-kinds.ts";

type Given = { file: File } | { text: string };

/** What the page that led here has chosen already. */
interface Asked {
  kind?: string | undefined;
  subject?: string | undefined;
  /** What the subject is called there. */
  about?: string | undefined;
  into?: string | undefined;
}

interface StartImportProps {
  open: boolean;
  asked: Asked;
  onClose: () => void;
}

/** Says what comes in and for whom; the file is then read on its own page. */
export function StartImport({ open, asked, onClose }: StartImportProps) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const navigate = useNavigate();
  const kinds = useQuery({ ...kindsQuery, enabled: open }).data?.items.filter(({ ofSubject }) => !ofSubject) ?? [];
  const [chosen, setChosen] = useState<string | undefined>();
  const kind = chosen ?? asked.kind ?? kinds[0]?.kind ?? "";
  const here = useOrganisationId();
  const home = useHomeOrganisationId();
  const [picked, setPicked] = useState<string | undefined>();
  const [way, setWay] = useState<"file" | "text">("file");
  const organisationId = picked ?? asked.into ?? here ?? home ?? "";
  const whose: BroughtFor = asked.subject ? { kind, subjectId: asked.subject } : { kind, organisationId };
  const disabled = kind === "" || (asked.subject === undefined && organisationId === "");
  const send = useAct({
    run: (given: Given) =>
      "file" in given
        ? uploadImport(given.file, whose)
        : unwrap(api.POST("/api/staff/imports/pasted", { body: { ...whose, text: given.text } })),
    touches: [importsKey],
    refusal: "shown",
    onDone: ({ id }) => void navigate({ to: "/people/imports/$importId", params: { importId: id } }),
  });
  return (
    <Drawer open={open} onClose={onClose} size={520} title={t("imports.start")} destroyOnHidden>
      <Form layout="vertical">
        {asked.subject === undefined ? (
          <>
            <Form.Item label={t("imports.kindTitle")} htmlFor="import-kind">
              <Select
                id="import-kind"
                value={kind}
                onChange={setChosen}
                options={kinds.map((one) => ({ value: one.kind, label: <KindName kind={one.kind} /> }))}
              />
            </Form.Item>
            <Form.Item
              label={t("imports.organisation")}
              extra={t(`imports.organisationHelp.${knownKind(kind)}`)}
              htmlFor="import-organisation"
            >
              <OrganisationSelect id="import-organisation" value={organisationId || undefined} onChange={setPicked} />
            </Form.Item>
          </>
        ) : (
          <p>
            <b>
              <KindName kind={kind} />
            </b>
            {asked.about !== undefined && <> · {asked.about}</>}
          </p>
        )}
        <Segmented
          block
          value={way}
          onChange={setWay}
          options={[
            { value: "file", label: t("imports.byFile") },
            { value: "text", label: t("imports.byText") },
          ]}
          style={{ marginBottom: 16 }}
        />
        {way === "file" ? (
          <ChooseFile busy={send.isPending} disabled={disabled} onFile={(file) => send.mutate({ file })} />
        ) : (
          <PasteText busy={send.isPending} disabled={disabled} onText={(text) => send.mutate({ text })} />
        )}
        {send.isError && (
          <Alert type="error" showIcon role="alert" title={problemText(send.error)} style={{ marginTop: 16 }} />
        )}
      </Form>
      {kind !== "" && <TemplateLink kind={kind} />}
    </Drawer>
  );
}

interface WayIn {
  busy: boolean;
  disabled: boolean;
}

function ChooseFile({ busy, disabled, onFile }: WayIn & { onFile: (file: File) => void }) {
  const { t } = useTranslation("console");
  return (
    <Upload.Dragger
      accept=".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"
      showUploadList={false}
      disabled={disabled || busy}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p>
        <InboxOutlined style={{ fontSize: 40 }} aria-hidden />
      </p>
      <p>{t(busy ? "imports.sending" : "imports.drop")}</p>
      <p>
        <small>{t("imports.formats")}</small>
      </p>
    </Upload.Dragger>
  );
}

function PasteText({ busy, disabled, onText }: WayIn & { onText: (text: string) => void }) {
  const { t } = useTranslation("console");
  const [text, setText] = useState("");
  const id = useId();
  return (
    <Flex vertical gap={8}>
      <label htmlFor={id}>{t("imports.pasteLabel")}</label>
      <Input.TextArea
        id={id}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("imports.pastePlaceholder")}
      />
      <Button type="primary" loading={busy} disabled={disabled || text.trim() === ""} onClick={() => onText(text)}>
        {t("imports.read")}
      </Button>
    </Flex>
  );
}

function TemplateLink({ kind }: { kind: string }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  return (
    <p style={{ marginTop: 24 }}>
      {t("imports.templateAbout")}{" "}
      <Button href={`/api/staff/sheet-template?kind=${kind}&language=${language}`} icon={<DownloadOutlined />} download>
        {t("imports.template")}
      </Button>
    </p>
  );
}
