import { useNavigate } from "@tanstack/react-router";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail, Series } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { everything } from "./showings.queries.ts";

interface Values {
  seriesId: string;
  title: string;
  startsOn: string;
  endsOn: string;
}

/** A plan of some weeks, whose sessions follow from the rules of the programme. */
export function NewPlan({ open, onClose, series }: { open: boolean; onClose: () => void; series: Series[] }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const running = series.filter(({ state }) => state === "active");
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <FormDialog<Values, PlanDetail>
      {...{ open, onClose, touches: everything, title: t("showings.addPlan"), ok: t("showings.generate") }}
      // With several it is chosen, never guessed.
      initialValues={{ seriesId: running.length === 1 ? running[0]?.id : undefined }}
      run={(body) => unwrap(api.POST("/api/staff/activities/plans", { body }))}
      onDone={(plan) => void navigate({ to: "/showings/plans/$planId", params: { planId: plan.id } })}
    >
      <Form.Item name="seriesId" label={t("showings.field.series")} rules={needed}>
        <Select options={running.map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      <Form.Item name="title" label={t("showings.field.planTitle")} rules={needed}>
        <Input maxLength={60} placeholder={t("showings.field.planTitleExample")} />
      </Form.Item>
      <Form.Item name="startsOn" label={t("showings.field.startsOn")} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="endsOn" label={t("showings.field.endsOn")} rules={needed}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
