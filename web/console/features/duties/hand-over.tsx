import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { accountsQuery } from "../../shared/accounts.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { type TermDays, termOf } from "./term.ts";
import { TermFields } from "./term-fields.tsx";
import { WhatGoesOver } from "./what-goes-over.tsx";

interface HandedOver extends TermDays {
  successorId: string;
  reason: string;
}

interface HandOverProps {
  account: StaffAccount;
  open: boolean;
  onClose: () => void;
}

/** A term ends: the duties of one account go to another, from a day on, with what waits; which is shown before. */
export function HandOver({ account, open, onClose }: HandOverProps) {
  const { t } = useTranslation("console");
  const accounts = useQuery({ ...accountsQuery, enabled: open });
  const others = (accounts.data?.items ?? []).filter((one) => one.id !== account.id && one.disabledAt === null);
  const [form] = Form.useForm<HandedOver>();
  const successorId = Form.useWatch("successorId", form);
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("duties.handOver.title", { name: account.name })}
      warning={t("duties.handOver.warning", { name: account.name, count: account.duties.length })}
      ok={t("duties.handOver.ok")}
      form={form}
      run={({ successorId, reason, ...days }: HandedOver) =>
        unwrap(
          api.POST("/api/staff-accounts/{accountId}/hand-over", {
            params: { path: { accountId: account.id } },
            body: { successorId, reason, ...termOf(days) },
          }),
        )
      }
      done={t("duties.handOver.done")}
      touches={[["staff-accounts"], ["waiting"]]}
    >
      <Form.Item name="successorId" label={t("duties.handOver.successor")} rules={[needed]}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: "label" }}
          options={others.map(({ id, name, login }) => ({ value: id, label: `${name} ${login}` }))}
        />
      </Form.Item>
      {successorId !== undefined && <WhatGoesOver accountId={account.id} successorId={successorId} />}
      <TermFields labels={{ from: t("duties.handOver.from"), until: t("duties.handOver.until") }} />
      <ReasonField />
    </FormDialog>
  );
}
