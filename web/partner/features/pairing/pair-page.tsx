import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../shared/hand/button.tsx";
import { OtherLanguages } from "../../../shared/hand/other-languages.tsx";
import { PlayBanner } from "../../../shared/play/play-banner.tsx";
import { isPlay } from "../../../shared/space.ts";
import { forgetTill, readKeptTill } from "../../shared/kept-till.ts";
import { isWaiting } from "../../shared/offline/judge-offline.ts";
import { useAccepted } from "../../shared/offline/use-offline.ts";
import { goTo, PlaceLink } from "../../shared/place.tsx";
import { metaQuery } from "../../shared/till.queries.ts";
import { PairByCode } from "./pair-by-code.tsx";
import { PairByPhone } from "./pair-by-phone.tsx";
import styles from "./pairing.module.css";

/** Makes this phone or computer a till: by a code from the union, or by a clerk's phone. */
export function PairPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const client = useQueryClient();
  // The console's QR code carries the pairing code in the address.
  const [code] = useState(() => new URLSearchParams(location.search).get("code"));
  const demo = useQuery(metaQuery).data?.demo === true;
  const [kept] = useState(readKeptTill);
  const waiting = (useAccepted().data ?? []).filter(isWaiting).length;
  const [way, setWay] = useState<"code" | "phone">("code");
  const onPaired = () => {
    forgetTill(); // what was kept is of the pairing before, perhaps of another store
    client.removeQueries({ queryKey: ["till"] });
    goTo("clerk", { replace: true });
  };
  return (
    <>
      <PlayBanner leaveTo="/partner" />
      <main className={styles.page}>
        {demo && !isPlay && <p className={styles.demo}>{t("shared:demo.banner")}</p>}
        {kept?.shutOut && (
          <section role="alert" className={styles.shutOut}>
            <h2>{t("partner:pair.shutOutTitle", { store: kept.till.store.name })}</h2>
            <p>{t("partner:pair.shutOut")}</p>
          </section>
        )}
        {waiting > 0 && <p className={styles.waiting}>{t("partner:pair.stillWaiting", { count: waiting })}</p>}
        <h1>{t("partner:pair.title")}</h1>
        <p className={styles.about}>{t("partner:pair.about")}</p>
        {way === "code" ? <PairByCode initial={code ?? ""} onPaired={onPaired} /> : <PairByPhone onPaired={onPaired} />}
        {!isPlay && (
          <>
            <Button onClick={() => setWay(way === "code" ? "phone" : "code")}>
              {way === "code" ? t("partner:pair.usePhone") : t("partner:pair.useCode")}
            </Button>
            <PlaceLink to="apply">{t("partner:apply.toApply")}</PlaceLink>
          </>
        )}
        <OtherLanguages className={styles.link} />
      </main>
    </>
  );
}
