import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, QRCode, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { plaqueQuery } from "./merchants.queries.ts";
import styles from "./plaque.module.css";

/** A plaque as it is printed, on A4 or A5. Its code opens the page that says whether the agreement is in force. */
export function PlaquePage() {
  const { t } = useTranslation("console");
  const { plaqueId } = useParams({ from: "/inside/plaques/$plaqueId" });
  const plaque = useQuery(plaqueQuery(plaqueId));
  const [size, setSize] = useState<"A4" | "A5">("A4");
  const merchantId = plaque.data?.merchantId;
  const back = merchantId && (
    <Link to="/merchants/$merchantId" params={{ merchantId }}>
      {plaque.data?.merchant}
    </Link>
  );
  return (
    <Page
      title={t("merchants.plaque.printTitle")}
      about={t("merchants.plaque.printHelp")}
      back={back}
      actions={
        <>
          <Radio.Group
            aria-label={t("merchants.plaque.paper")}
            optionType="button"
            value={size}
            options={["A4", "A5"]}
            onChange={(event) => setSize(event.target.value)}
          />
          <Button type="primary" onClick={() => window.print()}>
            {t("merchants.plaque.print")}
          </Button>
        </>
      }
    >
      <style>{`@page { size: ${size} landscape; margin: 0 }`}</style>
      <QueryView query={plaque}>
        {({ number, title, union, merchant, store }) => (
          <div className={`${styles.sheet} ${size === "A4" ? styles.a4 : styles.a5}`}>
            <p className={styles.union}>{union}</p>
            <h2 className={styles.title}>{title}</h2>
            <p className={styles.store}>{store.startsWith(merchant) ? store : `${merchant} ${store}`}</p>
            <QRCode
              type="svg"
              value={`${location.origin}/plaque/${number}`}
              size={size === "A4" ? 200 : 130}
              bordered={false}
              aria-label={t("merchants.plaque.qr")}
            />
            <p className={styles.number}>{t("merchants.plaque.numberIs", { number })}</p>
          </div>
        )}
      </QueryView>
    </Page>
  );
}
