import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { auditActorsQuery } from "./audit.queries.ts";

const kinds = ["member", "till", "system", "anonymous"] as const;
/** Every actor of a kind; who has not signed in has no id. */
const everyOf = (kind: (typeof kinds)[number]) => (kind === "anonymous" ? kind : `${kind}:*`);

interface ActorSelectProps {
  value: string | undefined;
  /** What an actor that is on no list is called: one chosen from a record. */
  chosenName: string;
  onChange: (actor: string | undefined) => void;
}

/** Who did it: staff by name or login, or all members, all tills, the server itself. */
export function ActorSelect({ value, chosenName, onChange }: ActorSelectProps) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  const found = useQuery(auditActorsQuery(useDeferredValue(typed.trim())));
  const staff = (found.data?.items ?? []).map(({ actor, name, login }) => ({
    value: actor,
    label: `${name} · ${login}`,
  }));
  const others = kinds.map((kind) => ({ value: everyOf(kind), label: t(`audit.by.${kind}`) }));
  const isListed = [...staff, ...others].some((option) => option.value === value);
  return (
    <Select
      aria-label={t("audit.actor")}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      placeholder={t("audit.anyone")}
      loading={found.isFetching}
      notFoundContent={t("common.nothingFound")}
      popupMatchSelectWidth={240}
      onChange={(actor: string | null) => onChange(actor ?? undefined)}
      options={[
        ...(value === undefined || isListed ? [] : [{ value, label: chosenName }]),
        ...(staff.length === 0 ? [] : [{ label: t("audit.staff"), options: staff }]),
        ...(typed === "" ? [{ label: t("audit.others"), options: others }] : []),
      ]}
    />
  );
}
