import { Link } from "@tanstack/react-router";
import { Alert, Form, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignCopy, StaffCampaign } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./campaigns.module.css";

interface CopyCampaignProps {
  campaign: StaffCampaign;
  open: boolean;
  onClose: () => void;
}

/** Makes next month's draft of a campaign: all days whole weeks later, with a list of what differs and the holidays in its time. */
export function CopyCampaign({ campaign, open, onClose }: CopyCampaignProps) {
  const { t } = useTranslation("console");
  const [copy, setCopy] = useState<CampaignCopy>();
  return (
    <>
      <FormDialog<{ weeks?: number | null }, CampaignCopy>
        open={open}
        onClose={onClose}
        title={t("campaigns.copy.title", { title: campaign.title })}
        ok={t("campaigns.copy.make")}
        run={({ weeks }) =>
          unwrap(
            api.POST("/api/staff/campaigns/{id}/copy", {
              params: { path: { id: campaign.id } },
              body: weeks ? { weeks } : {},
            }),
          )
        }
        touches={[["campaigns"]]}
        onDone={setCopy}
      >
        <p>{t("campaigns.copy.about")}</p>
        <Form.Item name="weeks" label={t("campaigns.copy.weeks")} extra={t("campaigns.copy.weeksHelp")}>
          <InputNumber min={1} max={104} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </FormDialog>
      <Modal
        open={copy !== undefined}
        title={t("campaigns.copy.made")}
        footer={null}
        onCancel={() => setCopy(undefined)}
      >
        {copy && <WhatDiffers copy={copy} />}
      </Modal>
    </>
  );
}

function WhatDiffers({ copy }: { copy: CampaignCopy }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const value = (field: string, text: string) => (field === "firstOpensAt" ? show.dayTime(text) : text);
  return (
    <>
      <p>{t("campaigns.copy.later", { weeks: copy.weeks })}</p>
      <ul className={styles.rounds}>
        {copy.changes.map(({ field, from, to }) => (
          <li key={field}>
            <strong>{t(`campaigns.copy.field.${field}`)}</strong>
            {from && (
              <span>
                {value(field, from)} → {value(field, to)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {copy.days.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ margin: "12px 0" }}
          title={t("campaigns.copy.holidays")}
          description={copy.days.map(({ day, mark }) => `${day} ${t(`common.dayMark.${mark}`)}`).join("、")}
        />
      )}
      <Link to="/campaigns/$campaignId/edit" params={{ campaignId: copy.campaign.id }}>
        {t("campaigns.copy.open")}
      </Link>
    </>
  );
}
