import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationQuery } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";
import type { Quota } from "./quotas.queries.ts";

const usualHours = 12;

interface AddUnionProps {
  /** Whose campaign it is: its own people are everybody. */
  organisationId: string;
  rows: readonly Quota[];
  onAdd: (quota: Quota) => void;
}

/** One more union, with one unit to begin with. */
export function AddUnion({ organisationId: own, rows, onAdd }: AddUnionProps) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const client = useQueryClient();
  const find = useAct({
    run: (id: string) => client.ensureQueryData(organisationQuery(id)),
    touches: [],
    onDone: ({ id, name }) => onAdd({ organisationId: id, name, units: 1, spillMinutes: usualHours * 60 }),
  });
  const add = (id: string | undefined) => {
    if (id === undefined) return;
    const there = rows.find((row) => row.organisationId === id);
    if (id === own) void message.info(t("quotas.own"));
    else if (there !== undefined) void message.info(t("quotas.there", { union: there.name }));
    else find.mutate(id);
  };
  return (
    <div style={{ width: 280 }}>
      <OrganisationSelect
        label={t("quotas.addLabel")}
        placeholder={t("quotas.addLabel")}
        value={undefined}
        onChange={add}
      />
    </div>
  );
}
