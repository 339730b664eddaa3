import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { serverClock } from "../../../shared/clock.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";

interface NewFundSource {
  name: string;
  organisationId: string;
  year: number;
  budgetYuan: number;
}

/** A sum of money that campaigns may draw on. */
export function AddFundSource({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const organisationId = useHomeOrganisationId();
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("funds.add")}
      initialValues={{ organisationId, year: new Date(serverClock.now()).getFullYear() }}
      run={({ budgetYuan, ...rest }: NewFundSource) =>
        unwrap(api.POST("/api/fund-sources", { body: { ...rest, budgetFen: Math.round(budgetYuan * 100) } }))
      }
      done={t("funds.added")}
      touches={[["fund-sources"]]}
    >
      <Form.Item name="name" label={t("common.name")} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="organisationId" label={t("funds.owner")} rules={[needed]}>
        <OrganisationSelect label={t("funds.owner")} />
      </Form.Item>
      <Form.Item name="year" label={t("funds.year")} rules={[needed]}>
        <InputNumber min={2000} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="budgetYuan" label={t("funds.budget")} rules={[needed]}>
        <InputNumber min={0.01} max={1e11} precision={2} prefix="¥" style={{ width: "100%" }} />
      </Form.Item>
    </FormDialog>
  );
}
