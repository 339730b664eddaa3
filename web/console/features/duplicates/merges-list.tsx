import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MergeItem } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useAuditNames } from "../../shared/use-audit-names.ts";
import { useShow } from "../../shared/use-show.ts";
import { duplicatesKey, mergesQuery } from "./duplicates.queries.ts";
import { allFields, type MergeField, useFields } from "./fields.tsx";

/** Files that became one, and the way back. */
export function MergesList() {
  const { t } = useTranslation("console");
  const merges = useQuery(mergesQuery);
  const [undoing, setUndoing] = useState<MergeItem>();
  const undo = useAct({
    run: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(api.POST("/api/staff/merges/{mergeId}/undo", { params: { path: { mergeId: id } }, body: { reason } })),
    done: t("duplicates.undone"),
    touches: [duplicatesKey, ["people"], ["organisations"]],
    onDone: () => setUndoing(undefined),
  });
  return (
    <QueryView query={merges} empty={t("duplicates.noMerges")} isEmpty={({ items }) => items.length === 0}>
      {({ items, names }) => (
        <>
          <MergesTable items={items} names={names} onUndo={setUndoing} />
          <ReasonModal
            open={undoing !== undefined}
            title={t("duplicates.undoTitle", { name: undoing?.name ?? "" })}
            warning={t("duplicates.undoWarning")}
            ok={t("duplicates.undo")}
            busy={undo.isPending}
            onCancel={() => setUndoing(undefined)}
            onConfirm={(reason) => undoing && undo.mutate({ id: undoing.id, reason })}
          />
        </>
      )}
    </QueryView>
  );
}

interface MergesTableProps {
  items: MergeItem[];
  names: Record<string, string>;
  onUndo: (merge: MergeItem) => void;
}

function MergesTable({ items, names, onUndo }: MergesTableProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const actor = useAuditNames(names).actor;
  const kept = useKept();
  return (
    <Table<MergeItem>
      rowKey="id"
      size="small"
      dataSource={items}
      pagination={false}
      scroll={{ x: 760 }}
      columns={[
        {
          title: t("duplicates.person"),
          render: (_, { personId, name, memberNumber }) => (
            <Link to="/people/$personId" params={{ personId }}>
              {name} {memberNumber}
            </Link>
          ),
        },
        { title: t("duplicates.closed"), render: (_, one) => `${one.mergedName} ${one.mergedNumber ?? ""}` },
        { title: t("duplicates.at"), render: (_, { at, by }) => `${show.dayTime(at)} ${actor(by)}` },
        { title: t("common.reason"), dataIndex: "reason" },
        {
          title: t("common.status"),
          render: (_, { undoneAt, undoneBy, kept: left }) =>
            undoneAt === null ? (
              t("duplicates.inForce")
            ) : (
              <>
                {t("duplicates.undoneAt", { at: show.dayTime(undoneAt), who: actor(undoneBy ?? "") })}
                {left.length > 0 && <div>{t("duplicates.leftOver", { what: kept(left) })}</div>}
              </>
            ),
        },
        {
          title: t("common.actions"),
          render: (_, one) =>
            one.undoneAt === null && (
              <Button size="small" onClick={() => onUndo(one)}>
                {t("duplicates.undo")}
              </Button>
            ),
        },
      ]}
    />
  );
}

const rooms = ["stock", "activities", "benefits", "releases", "kernel", "membership"] as const;

/** What could not be given back, in words: fields by their names, rows by the room that keeps them. */
function useKept() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { label } = useFields();
  const isField = (what: string): what is MergeField => allFields.includes(what as MergeField);
  return (list: readonly string[]): string => {
    const words = list.map((what) => {
      if (isField(what)) return label(what);
      const room = rooms.find((one) => what.startsWith(`${one}.`));
      return t(`duplicates.room.${room ?? "other"}`);
    });
    return show.words([...new Set(words)]);
  };
}
