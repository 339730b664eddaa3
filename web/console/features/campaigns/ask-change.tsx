import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { audienceOf } from "./audience.rules.ts";
import { type ChangeForm, changesOf } from "./change-form.rules.ts";
import { ChangeFields } from "./change-form.tsx";
import { ChangePlanView } from "./change-plan.tsx";

interface AskChangeProps {
  campaign: StaffCampaign;
  open: boolean;
  onClose: () => void;
}

/** Asks others to change an approved campaign; shows what the change would do while it is written. */
export function AskChange({ campaign, open, onClose }: AskChangeProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<ChangeForm>();
  const path = { id: campaign.id };
  return (
    <FormDialog<ChangeForm, unknown>
      open={open}
      onClose={onClose}
      title={t("campaigns.change.title")}
      ok={t("campaigns.change.ask")}
      form={form}
      initialValues={audienceOf(campaign.eligibility)}
      run={(values) =>
        unwrap(
          api.POST("/api/staff/campaigns/{id}/changes", {
            params: { path },
            body: {
              changes: changesOf(campaign, values) ?? {},
              reason: values.reason,
              notice: values.notice ?? "",
              fileId: values.fileId ?? null,
            },
          }),
        )
      }
      done={t("campaigns.change.asked")}
      touches={[["campaigns"], ["waiting"]]}
    >
      <p>{t("campaigns.change.about")}</p>
      <ChangeFields campaign={campaign} />
      <Form.Item name="fileId" label={t("office.document")} extra={t("office.documentHelp")}>
        <DocumentField organisationId={campaign.organisationId} />
      </Form.Item>
      <Form.Item noStyle dependencies={[]} shouldUpdate>
        {({ getFieldsValue }) => <Effect campaign={campaign} values={getFieldsValue(true) as ChangeForm} />}
      </Form.Item>
    </FormDialog>
  );
}

function Effect({ campaign, values }: { campaign: StaffCampaign; values: ChangeForm }) {
  const { t } = useTranslation("console");
  const changes = changesOf(campaign, values);
  const plan = useQuery({
    queryKey: ["campaigns", "change", campaign.id, changes],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/staff/campaigns/{id}/changes/preview", {
          ...{ params: { path: { id: campaign.id } }, body: changes ?? {}, signal },
        }),
      ),
    enabled: changes !== undefined,
  });
  if (changes === undefined) return <p>{t("campaigns.change.nothing")}</p>;
  return <QueryView query={plan}>{(data) => <ChangePlanView plan={data} />}</QueryView>;
}
