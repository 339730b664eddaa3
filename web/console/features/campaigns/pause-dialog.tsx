import { useQuery } from "@tanstack/react-query";
import { Alert, Checkbox, Form } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { useTouchesText } from "../../shared/use-touches-text.ts";

interface RunDialogProps {
  campaign: StaffCampaign;
  act: "pause" | "resume";
  open: boolean;
  onClose: () => void;
}

/** Stops a campaign, or lets it go on: says first whom it touches, who are told afterwards. */
export function RunDialog({ campaign, act, open, onClose }: RunDialogProps) {
  const { t } = useTranslation("console");
  const touchesText = useTouchesText();
  const path = { id: campaign.id };
  const found = useQuery({
    queryKey: ["campaigns", "touches", campaign.id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/touches", { params: { path }, signal })),
    enabled: open,
  });
  return (
    <FormDialog<{ reason: string; vouchersStopped?: boolean }, unknown>
      open={open}
      onClose={onClose}
      title={t(`campaigns.${act}Title`, { title: campaign.title })}
      warning={
        <>
          {t(`campaigns.${act}Warning`)} {found.data && touchesText(found.data.touches)}
        </>
      }
      ok={t(`campaigns.${act}`)}
      run={({ reason, vouchersStopped = false }) =>
        act === "pause"
          ? unwrap(api.POST("/api/staff/campaigns/{id}/pause", { params: { path }, body: { reason, vouchersStopped } }))
          : unwrap(api.POST("/api/staff/campaigns/{id}/resume", { params: { path }, body: null }))
      }
      done={t(act === "pause" ? "campaigns.paused" : "campaigns.resumed")}
      touches={[["campaigns"], ["releases"]]}
    >
      {act === "resume" && campaign.vouchersStopped && <Alert type="info" title={t("campaigns.vouchersAgain")} />}
      {act === "pause" && (
        <>
          <ReasonField toMembers />
          <Form.Item name="vouchersStopped" valuePropName="checked" extra={t("campaigns.vouchersStoppedHelp")}>
            <Checkbox>{t("campaigns.vouchersStopped")}</Checkbox>
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}
