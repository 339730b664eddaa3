import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./merchants.module.css";
import { merchantShiftsQuery } from "./merchants.queries.ts";

/** The last shifts at a merchant's tills, with what was counted and why it differed. */
export function ShiftsCard({ merchantId }: { merchantId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const shifts = useQuery(merchantShiftsQuery(merchantId));
  const fromTo = ({ openedAt, closedAt }: Shift) =>
    `${show.dayTime(openedAt)} – ${closedAt === null ? t("merchants.stillOpen") : show.dayTime(closedAt)}`;
  return (
    <Card title={t("merchants.shifts")}>
      <QueryView query={shifts}>
        {({ items }) => (
          <Table<Shift>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 860 }}
            locale={{ emptyText: <span className={styles.none}>{t("merchants.noShifts")}</span> }}
            dataSource={items}
            columns={[
              { title: t("merchants.clerk"), render: (_, { clerk }) => clerk.name },
              { title: t("merchants.till"), render: (_, { store, till }) => `${store.name} · ${till.name}` },
              { title: t("merchants.time"), render: (_, shift) => fromTo(shift) },
              { title: t("merchants.redemptions"), align: "right", render: (_, { figures }) => figures.redemptions },
              { title: t("merchants.off"), align: "right", render: (_, { figures }) => show.money(figures.offFen) },
              { title: t("merchants.counted"), render: (_, shift) => <Counted shift={shift} /> },
              { title: t("merchants.note"), dataIndex: "note", render: (note: string | null) => note ?? "–" },
            ]}
          />
        )}
      </QueryView>
    </Card>
  );
}

function Counted({ shift: { counted, cameLater } }: { shift: Shift }) {
  const { t } = useTranslation("console");
  if (counted === null) return "–";
  const later = cameLater > 0 ? ` · ${t("merchants.cameLater", { count: cameLater })}` : "";
  if (counted.difference === 0) return `${t("merchants.fits", { slips: counted.slips })}${later}`;
  return (
    <>
      <ToneTag tone="bad">{t("merchants.differs", { slips: counted.slips, expected: counted.expected })}</ToneTag>
      {later}
    </>
  );
}
