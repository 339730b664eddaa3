import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignQuotas } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { AddUnion } from "./add-union.tsx";
import { QuotaTable } from "./quota-table.tsx";
import { type Quota, quotasQuery } from "./quotas.queries.ts";

interface KindQuotasProps {
  campaignId: string;
  /** Whose campaign it is. */
  organisationId: string;
  kind: CampaignQuotas["kinds"][number];
  mayEdit: boolean;
  /** What is written and not saved; nothing while the quotas are as the server has them. */
  draft: readonly Quota[] | undefined;
  onDraft: (change: (rows: readonly Quota[]) => readonly Quota[]) => void;
  onSaved: () => void;
}

/** The quotas of one kind: a row for each union, what they come to, and saving all of them. */
export function KindQuotas({ campaignId, organisationId, kind, mayEdit, draft, onDraft, onSaved }: KindQuotasProps) {
  const { t } = useTranslation("console");
  const client = useQueryClient();
  const show = useShow();
  const { id: kindId, stockPerRound: stock, shared } = kind;
  const rows = draft ?? kind.quotas;
  const given = rows.reduce((sum, { units }) => sum + units, 0);
  const save = useAct({
    run: () => {
      const quotas = rows.map(({ name: _, ...quota }) => quota);
      const params = { path: { id: campaignId } };
      return unwrap(api.PUT("/api/staff/campaigns/{id}/quotas", { params, body: { kindId, quotas } }));
    },
    touches: [["campaigns"]],
    done: t("quotas.saved"),
    onDone: (saved) => {
      client.setQueryData(quotasQuery(campaignId).queryKey, saved);
      onSaved();
    },
  });
  const isOver = given + shared > stock;
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <Flex gap={32} wrap>
          <Statistic title={t("quotas.totals.stock")} value={stock} />
          <Statistic title={t("quotas.totals.shared")} value={shared} />
          <Statistic title={t("quotas.totals.given")} value={given} />
          <Statistic title={t("quotas.totals.left")} value={Math.max(0, stock - shared - given)} />
        </Flex>
      </Card>
      {isOver && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t("quotas.over", { units: show.number(given + shared), stock: show.number(stock) })}
        />
      )}
      {mayEdit && (
        <Flex gap={8} wrap>
          <AddUnion
            {...{ organisationId, rows }}
            onAdd={(quota) => onDraft((now) => [...now.filter((row) => !isSame(row, quota)), quota])}
          />
          <Button
            type="primary"
            disabled={isOver || draft === undefined}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("quotas.save")}
          </Button>
        </Flex>
      )}
      <QuotaTable
        rows={rows}
        mayEdit={mayEdit && !save.isPending}
        onChange={(changed) => onDraft((now) => now.map((row) => (isSame(row, changed) ? changed : row)))}
        onRemove={(gone) => onDraft((now) => now.filter((row) => !isSame(row, gone)))}
      />
    </Flex>
  );
}

const isSame = (one: Quota, other: Quota): boolean => one.organisationId === other.organisationId;
