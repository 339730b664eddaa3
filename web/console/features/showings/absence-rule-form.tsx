import { Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { everything } from "./showings.queries.ts";

interface Values {
  validFrom: string;
  absences: number;
  withinDays: number;
  effect: "entry" | "weight" | "none";
  rounds: number;
}

/** What follows from absences from a day on; earlier rules stay for what was missed under them. */
export function AbsenceRuleForm({ open, onClose, seriesId }: { open: boolean; onClose: () => void; seriesId: string }) {
  const { t } = useTranslation("console");
  const number = (name: "absences" | "withinDays" | "rounds", max: number) => (
    <Form.Item name={name} label={t(`showings.rule.${name}`)} rules={[{ required: true, message: t("common.needed") }]}>
      <InputNumber min={1} max={max} />
    </Form.Item>
  );
  return (
    <FormDialog<Values, unknown>
      {...{ open, onClose, touches: everything, title: t("showings.addRule"), done: t("showings.saved") }}
      initialValues={{ absences: 2, withinDays: 60, effect: "entry", rounds: 2 }}
      run={(body) =>
        unwrap(
          api.POST("/api/staff/activities/series/{seriesId}/absence-rules", { params: { path: { seriesId } }, body }),
        )
      }
    >
      <Form.Item
        name="validFrom"
        label={t("showings.rule.validFrom")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <Input type="date" />
      </Form.Item>
      {number("absences", 50)}
      {number("withinDays", 730)}
      <Form.Item name="effect" label={t("showings.rule.effect")}>
        <Select
          options={(["entry", "weight", "none"] as const).map((value) => ({
            value,
            label: t(`showings.effect.${value}`),
          }))}
        />
      </Form.Item>
      {number("rounds", 52)}
    </FormDialog>
  );
}
