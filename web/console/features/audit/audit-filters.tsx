import { Button, Input, Select, Tag } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { actionOf, knownActions } from "../../shared/use-audit-names.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { ActorSelect } from "./actor-select.tsx";
import styles from "./audit.module.css";
import type { AuditFilter } from "./audit.queries.ts";

interface AuditFiltersProps {
  filter: AuditFilter;
  actorName: string;
  objectName: string;
}

/** Narrows the record by who, what, when and where; every choice holds at once and stays in the address. */
export function AuditFilters({ filter, actorName, objectName }: AuditFiltersProps) {
  const { t } = useTranslation("console");
  const set = useSetSearch();
  const organisationId = useOrganisationId();
  const { from, to, action, actor, objectId } = filter;
  const isNarrowed = [from, to, action, actor, objectId, organisationId].some((one) => one !== undefined);
  const none = { from: undefined, to: undefined, action: undefined, actor: undefined, objectId: undefined };
  return (
    <search className={styles.filters}>
      <Labelled label={t("audit.actor")} width={180}>
        <ActorSelect value={actor} chosenName={actorName} onChange={(next) => set({ actor: next })} />
      </Labelled>
      <Labelled label={t("audit.action")} width={170}>
        <Select
          aria-label={t("audit.action")}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={action ?? null}
          placeholder={t("audit.anyAction")}
          popupMatchSelectWidth={260}
          onChange={(next: string | null) => set({ action: next ?? undefined })}
          options={knownActions.map((key) => ({ value: actionOf(key), label: t(`audit.event.${key}`) }))}
        />
      </Labelled>
      <Day label={t("audit.from")} value={from} max={to} onChange={(day) => set({ from: day })} />
      <Day label={t("audit.to")} value={to} min={from} onChange={(day) => set({ to: day })} />
      <Labelled label={t("audit.where")} width={190}>
        <OrganisationSelect
          value={organisationId}
          onChange={(org) => set({ org })}
          label={t("audit.where")}
          placeholder={t("audit.anywhere")}
          allowClear
        />
      </Labelled>
      {objectId && (
        <Tag closable onClose={() => set({ objectId: undefined })} className={styles.only ?? ""}>
          {t("audit.only", { thing: objectName })}
        </Tag>
      )}
      {isNarrowed && (
        <Button type="link" onClick={() => set({ ...none, org: undefined })}>
          {t("audit.clear")}
        </Button>
      )}
    </search>
  );
}

function Labelled({ label, width, children }: { label: string; width: number; children: ReactNode }) {
  return (
    <div className={styles.filter} style={{ width }}>
      <span>{label}</span>
      {children}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  const id = useId();
  return (
    <div className={styles.filter} style={{ width: 140 }}>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        min={min}
        max={max}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </div>
  );
}
