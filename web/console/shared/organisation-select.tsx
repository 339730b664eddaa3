import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "./me.ts";
import { childrenQuery, organisationQuery, organisationsQuery, useHomeOrganisationId } from "./organisations.ts";

interface OrganisationSelectProps {
  id?: string;
  value?: string | undefined;
  onChange?: (id: string | undefined) => void;
  label?: string;
  placeholder?: string;
  allowClear?: boolean;
}

/**
 * Finds one organisation by name or pinyin among those that one's duties cover; before anything is typed, one's own and what
 * lies directly below. Merchants are on their own page.
 */
export function OrganisationSelect({ id, value, onChange, label, placeholder, allowClear }: OrganisationSelectProps) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const duties = useMe()?.duties ?? [];
  const home = useHomeOrganisationId();
  const near = useQuery({ ...childrenQuery(home ?? ""), enabled: home !== undefined });
  // While an answer is on its way the list stays as it is: nothing vanishes under the pointer.
  const found = useQuery({ ...organisationsQuery(q), enabled: q !== "", placeholderData: keepPreviousData });
  const chosen = useQuery({ ...organisationQuery(value ?? ""), enabled: value !== undefined });
  const covered = new Set(duties.map(({ nodeId }) => nodeId));
  const own = [...new Map(duties.map(({ nodeId, nodeName }) => [nodeId, { id: nodeId, name: nodeName }])).values()];
  const answer = q === "" ? near.data : (found.data ?? near.data);
  const unions = answer?.items.filter(
    ({ kind, path }) => kind !== "merchant" && path.some((step) => covered.has(step.id)),
  );
  const items = [...(q === "" || found.data === undefined ? own : []), ...(unions ?? [])];
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
