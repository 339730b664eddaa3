import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { TransferState } from "./transfer-state.tsx";
import { transfersQuery } from "./transfers.queries.ts";

/** The transfer of a person that is under way, on top of their page; nothing without one. */
export function PersonTransfers({ personId }: { personId: string }) {
  const { t } = useTranslation("console");
  const { data } = useQuery(transfersQuery({ list: "open", personId }));
  return data?.items.map((one) => (
    <Alert
      key={one.id}
      type="info"
      style={{ marginBottom: 16 }}
      title={`${t("transfers.title")}: ${one.fromName} → ${one.toName}`}
      description={
        <>
          <TransferState transfer={one} />{" "}
          <Link to="/transfers/$transferId" params={{ transferId: one.id }}>
            {t("waiting.open")}
          </Link>
        </>
      }
    />
  ));
}
