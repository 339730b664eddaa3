import { useQuery } from "@tanstack/react-query";
import { Alert, Modal, QRCode } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantStore } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./merchants.module.css";
import { merchantQuery } from "./merchants.queries.ts";

interface PairTillProps {
  merchantId: string;
  store: MerchantStore;
  onClose: () => void;
}

/** A code that makes one phone or computer a till of this store; as QR and for typing. Says when it has. */
export function PairTill({ merchantId, store, onClose }: PairTillProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const paired = useNewTill(merchantId, store);
  // Asking makes a new code: once per opening of this dialog, never by itself.
  const pairing = useQuery({
    queryKey: ["merchants", "pairing", store.id],
    queryFn: () => unwrap(api.POST("/api/staff/stores/{id}/pairing", { params: { path: { id: store.id } } })),
    ...{ gcTime: 0, staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  });
  return (
    <Modal open onCancel={onClose} footer={null} title={t("merchants.pairTitle", { store: store.name })}>
      {paired !== undefined && (
        <Alert type="success" showIcon role="status" title={t("merchants.pairDone", { name: paired })} />
      )}
      <QueryView query={pairing}>
        {({ pairingCode, expiresAt }) => (
          <div className={styles.pair} hidden={paired !== undefined}>
            <ol>
              <li>{t("merchants.pairOpen", { address: `${location.origin}/partner` })}</li>
              <li>{t("merchants.pairType")}</li>
            </ol>
            <QRCode
              aria-label={t("merchants.pairQr")}
              value={`${location.origin}/partner/pair?code=${pairingCode}`}
              size={200}
              bordered={false}
            />
            <p className={styles.code}>{pairingCode}</p>
            <p>{t("merchants.pairUntil", { time: show.time(expiresAt) })}</p>
          </div>
        )}
      </QueryView>
    </Modal>
  );
}

/** The name of a till that was paired with the store since this was opened. */
function useNewTill(merchantId: string, { id, tills: before = [] }: MerchantStore): string | undefined {
  const merchant = useQuery({ ...merchantQuery(merchantId), refetchInterval: 3_000 });
  const now = merchant.data?.stores.find((one) => one.id === id)?.tills ?? [];
  return now.find((till) => before.every((known) => known.id !== till.id))?.name;
}
