import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { kindsBelow } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationKind } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { childrenQuery } from "../../shared/organisations.ts";
import { FactsFields } from "./facts-fields.tsx";
import { type FactsValues, factsOf } from "./facts-values.ts";

interface AddOrganisationProps {
  parent: { id: string; name: string; kind: OrganisationKind };
  open: boolean;
  onClose: () => void;
}

type Values = FactsValues & { name: string; kind: OrganisationKind };

/** One more organisation below another. */
export function AddOrganisation({ parent, open, onClose }: AddOrganisationProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const [more, setMore] = useState(false);
  // Merchants are opened on their own page, with their stores.
  const kinds = kindsBelow[parent.kind].filter((one) => one !== "merchant");
  const kind = Form.useWatch("kind", form) ?? kinds[0] ?? "other";
  const siblings = useQuery({ ...childrenQuery(parent.id), enabled: open });
  const taken = (name: string) => siblings.data?.items.some((one) => one.name === name.trim()) === true;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("organisations.addBelow", { name: parent.name })}
      form={form}
      initialValues={{ kind: kinds[0] }}
      run={({ name, kind, ...facts }: Values) =>
        unwrap(
          api.POST("/api/organisations", {
            body: { name, kind, parentId: parent.id, ...(more ? factsOf(facts) : {}) },
          }),
        )
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
        <Input autoFocus maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t("organisations.kindLabel")}>
        <Select options={kinds.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))} />
      </Form.Item>
      {more ? (
        <FactsFields kind={kind} />
      ) : (
        <Button block onClick={() => setMore(true)}>
          {t("organisations.moreFacts")}
        </Button>
      )}
    </FormDialog>
  );
}
