import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Discrepancy } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useShow } from "../../shared/use-show.ts";

/** Writes down what was settled with the merchant; once, with one's own name. */
export function HandleDiscrepancy({ discrepancy, onClose }: { discrepancy: Discrepancy; onClose: () => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { id, merchant, store, amountFen, acceptedAt } = discrepancy;
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("discrepancies.handle")}
      run={({ note, borneYuan }: { note: string; borneYuan?: number | null }) =>
        unwrap(
          api.POST("/api/staff/discrepancies/{id}/handling", {
            params: { path: { id } },
            body: { note, ...(borneYuan ? { borneFen: Math.round(borneYuan * 100) } : {}) },
          }),
        )
      }
      done={t("discrepancies.handled")}
      touches={[["discrepancies"]]}
    >
      <p>
        {merchant} · {store} · {show.dayTime(acceptedAt)} · {show.money(amountFen)}
      </p>
      <Form.Item
        name="note"
        label={t("discrepancies.note")}
        extra={t("discrepancies.noteHelp")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("discrepancies.noteNeeded") }]}
      >
        <Input.TextArea rows={4} maxLength={300} showCount autoFocus />
      </Form.Item>
      {discrepancy.can.bear && (
        <Form.Item name="borneYuan" label={t("discrepancies.borne")} extra={t("discrepancies.borneHelp")}>
          <InputNumber min={0.01} max={1e7} precision={2} prefix="¥" style={{ width: "100%" }} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
