import { Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { ReleaseShare, StaffRelease } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./releases.module.css";
import { forEverybody } from "./shares.rules.ts";

type Row = Pick<ReleaseShare, "id" | "title" | "capacity" | "taken" | "left"> & Partial<ReleaseShare>;

/** Whose units they are: those of branches and groups, and those for everybody; nothing where there are no shares. */
export function Shares({ release }: { release: StaffRelease }) {
  const { t } = useTranslation("console");
  const { number } = useShow();
  if (release.shares.length === 0) return null;
  const rest: Row = { id: release.id, title: t("releases.share.everybody"), ...forEverybody(release) };
  const figure = (title: string, of: "capacity" | "taken" | "left") =>
    ({ title, key: of, width: 110, align: "right", render: (_: unknown, row: Row) => number(row[of]) }) as const;
  return (
    <Card title={t("releases.share.title")} className={styles.shares ?? ""}>
      <p className={styles.soft}>{t("releases.share.about")}</p>
      <Table<Row>
        rowKey="id"
        size="small"
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 640 }}
        dataSource={[...release.shares, rest]}
        columns={[
          { title: t("releases.share.whose"), key: "whose", render: (_, row) => <Whose row={row} /> },
          figure(t("releases.share.units"), "capacity"),
          figure(t("releases.share.taken"), "taken"),
          figure(t("releases.share.left"), "left"),
          { title: t("releases.share.spill"), key: "spill", width: 240, render: (_, row) => <Spill row={row} /> },
        ]}
      />
    </Card>
  );
}

function Whose({ row: { title, tag, branch, award } }: { row: Row }) {
  const { t } = useTranslation("console");
  // What is kept for awards is called so in the reader's language; other shares by the name of whose they are.
  if (award) return t("releases.share.award");
  const kind = tag ? t("releases.share.group", { tag }) : branch ? t("releases.share.branch") : undefined;
  return (
    <div className={styles.whose}>
      {title}
      {kind && <small>{kind}</small>}
    </div>
  );
}

function Spill({ row: { opensAt, spillAt, spilledAt } }: { row: Row }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (spilledAt) return t("releases.share.spilled", { at: show.dayTime(spilledAt) });
  return (
    <div className={styles.whose}>
      {spillAt ? t("releases.share.spillsAt", { at: show.dayTime(spillAt) }) : "–"}
      {opensAt && <small>{t("releases.share.opensAt", { at: show.dayTime(opensAt) })}</small>}
    </div>
  );
}
