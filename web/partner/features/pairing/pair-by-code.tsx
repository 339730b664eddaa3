import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { PairingForm } from "../../../shared/hand/pairing-form.tsx";

/** Pairing by the code that the union's console shows. */
export function PairByCode({ initial, onPaired }: { initial: string; onPaired: () => void }) {
  const { t } = useTranslation("partner");
  return (
    <PairingForm
      code={initial}
      name={t("pair.firstName")}
      nameLength={60}
      texts={{ code: t("pair.code"), name: t("pair.device"), nameHelp: t("pair.deviceHelp"), act: t("pair.act") }}
      pair={({ pairingCode, name }) => unwrap(api.POST("/api/till/pair", { body: { pairingCode, deviceName: name } }))}
      onPaired={onPaired}
    />
  );
}
