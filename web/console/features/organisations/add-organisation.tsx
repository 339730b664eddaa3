import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationKind } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { childrenQuery } from "../../shared/organisations.ts";
import { kindsBelow } from "./kinds-below.ts";

interface AddOrganisationProps {
  parent: { id: string; name: string; kind: OrganisationKind };
  open: boolean;
  onClose: () => void;
}

/** One more organisation below another. */
export function AddOrganisation({ parent, open, onClose }: AddOrganisationProps) {
  const { t } = useTranslation("console");
  const kinds = kindsBelow[parent.kind];
  const siblings = useQuery({ ...childrenQuery(parent.id), enabled: open });
  const taken = (name: string) => siblings.data?.items.some((one) => one.name === name.trim()) === true;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("organisations.addBelow", { name: parent.name })}
      initialValues={{ kind: kinds[0] }}
      run={(body: { name: string; kind: OrganisationKind }) =>
        unwrap(api.POST("/api/organisations", { body: { ...body, parentId: parent.id } }))
      }
      done={t("organisations.added")}
      touches={[["organisations"]]}
    >
      <Form.Item
        name="name"
        label={t("common.name")}
        rules={[
          { required: true, whitespace: true, message: t("common.needed") },
          {
            warningOnly: true,
            validator: (_, name: string = "") =>
              taken(name) ? Promise.reject(new Error(t("organisations.sameName"))) : Promise.resolve(),
          },
        ]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t("organisations.kindLabel")}>
        <Select options={kinds.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}
