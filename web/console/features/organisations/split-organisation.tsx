import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUnionKind, kindsBelow, type OrganisationKind } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { childrenQuery, organisationQuery } from "../../shared/organisations.ts";
import { ReasonField } from "../../shared/reason-field.tsx";

interface SplitOrganisationProps {
  organisation: { id: string; name: string; kind: OrganisationKind; parentId: string | null };
  open: boolean;
  onClose: () => void;
}

interface Values {
  name: string;
  kind: OrganisationKind;
  personIds?: string[];
  childIds?: string[];
  reason: string;
}

/** A part becomes an organisation of its own beside it: chosen people, and chosen ones of what stands below. */
export function SplitOrganisation({ organisation, open, onClose }: SplitOrganisationProps) {
  const { t } = useTranslation("console");
  const { id, name, kind, parentId } = organisation;
  const children = useQuery({ ...childrenQuery(id), enabled: open });
  const parent = useQuery({ ...organisationQuery(parentId ?? ""), enabled: open && parentId !== null });
  const kinds = parent.data ? kindsBelow[parent.data.kind].filter(isUnionKind) : [kind];
  const below = children.data?.items.filter((one) => one.kind !== "merchant") ?? [];
  return (
    <FormDialog<Values, unknown>
      open={open}
      onClose={onClose}
      title={t("organisations.splitTitle", { name })}
      warning={t("organisations.splitWarning")}
      ok={t("organisations.splitOk")}
      initialValues={{ kind }}
      run={({ personIds = [], childIds = [], ...body }) =>
        unwrap(
          api.POST("/api/organisations/{organisationId}/split", {
            params: { path: { organisationId: id } },
            body: { ...body, personIds, childIds },
          }),
        )
      }
      done={t("organisations.splitDone")}
      touches={[["organisations"], ["people"]]}
    >
      <Form.Item
        name="name"
        label={t("organisations.newName")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input autoFocus maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t("organisations.kindLabel")}>
        <Select options={kinds.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="childIds" label={t("organisations.splitChildren")}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={below.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="personIds" label={t("organisations.splitPeople")} extra={t("organisations.splitPeopleHelp")}>
        <MembersSelect organisationId={id} />
      </Form.Item>
      <ReasonField toMembers />
    </FormDialog>
  );
}

interface MembersSelectProps {
  id?: string;
  organisationId: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
}

/** Members of one organisation, found by name, pinyin, phone or number. */
function MembersSelect({ id, organisationId, value = [], onChange }: MembersSelectProps) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  const [known, setKnown] = useState(new Map<string, string>());
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ["people", "of", organisationId, q],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/people", { params: { query: { organisationId, limit: 50, ...(q ? { q } : {}) } }, signal })),
  });
  const label = (person: { name: string; phoneMasked: string | null }) =>
    [person.name, person.phoneMasked].filter(Boolean).join(" ");
  const items = (found.data?.items ?? []).map((person) => ({ value: person.id, label: label(person) }));
  const kept = value
    .filter((one) => !items.some((item) => item.value === one))
    .map((one) => ({ value: one, label: known.get(one) ?? one }));
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t("common.searching") : t("common.nothingFound")}
      options={[...kept, ...items]}
      onChange={(ids: string[], chosen) => {
        const options = Array.isArray(chosen) ? chosen : [chosen];
        setKnown(
          (now) =>
            new Map([
              ...now,
              ...options.flatMap((one) => (one ? [[String(one.value), String(one.label)] as const] : [])),
            ]),
        );
        onChange?.(ids);
      }}
    />
  );
}
