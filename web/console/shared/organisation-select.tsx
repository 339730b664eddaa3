import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { organisationQuery, organisationsQuery } from "./organisations.ts";

interface OrganisationSelectProps {
  id?: string;
  value?: string | undefined;
  onChange?: (id: string | undefined) => void;
  label?: string;
  placeholder?: string;
  allowClear?: boolean;
}

/** Finds one organisation by name, anywhere in the tree that one's duties reach. */
export function OrganisationSelect({ id, value, onChange, label, placeholder, allowClear }: OrganisationSelectProps) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const found = useQuery(organisationsQuery(q));
  const chosen = useQuery({ ...organisationQuery(value ?? ""), enabled: value !== undefined });
  const items = found.data?.items ?? [];
  const known = items.some((item) => item.id === value) || !chosen.data ? items : [chosen.data, ...items];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={allowClear ?? false}
      value={value ?? null}
      loading={found.isFetching}
      placeholder={placeholder ?? t("common.chooseOrganisation")}
      notFoundContent={found.isFetching ? t("common.searching") : t("common.nothingFound")}
      popupMatchSelectWidth={360}
      style={{ width: "100%" }}
      onChange={(next: string | null) => onChange?.(next ?? undefined)}
      options={known.map((item) => ({ value: item.id, label: item.name }))}
    />
  );
}
