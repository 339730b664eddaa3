import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { unionsNamedQuery } from "./transfers.queries.ts";

interface Props {
  personId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** Lets a member go to a union anywhere, which then takes them in or not. */
export function BeginTransfer({ personId, name, open, onClose }: Props) {
  const { t } = useTranslation("console");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("transfers.beginTitle", { name })}
      warning={t("transfers.beginAbout")}
      ok={t("transfers.beginOk")}
      run={(body: { organisationId: string; reason: string }) =>
        unwrap(api.POST("/api/staff/transfers", { body: { ...body, personId } }))
      }
      done={t("transfers.begun")}
      touches={[["transfers"], ["people"]]}
    >
      <Form.Item
        name="organisationId"
        label={t("transfers.toUnion")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <UnionSelect />
      </Form.Item>
      <ReasonField />
    </FormDialog>
  );
}

/** Unions beyond one's own branch, by name. */
function UnionSelect({ id, value, onChange }: { id?: string; value?: string; onChange?: (id: string) => void }) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const found = useQuery({ ...unionsNamedQuery(q.length >= 2 ? q : ""), placeholderData: keepPreviousData });
  const items = found.data?.items ?? [];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={t("transfers.toUnion")}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      loading={found.isFetching}
      placeholder={t("transfers.searchUnion")}
      notFoundContent={t(found.isFetching ? "common.searching" : "common.nothingFound")}
      style={{ width: "100%" }}
      onChange={(next: string | null) => next !== null && onChange?.(next)}
      options={items.map((item) => ({ value: item.id, label: item.name }))}
    />
  );
}
