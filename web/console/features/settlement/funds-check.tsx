import { Alert, Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { Settlement } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

const figures = ["takenFen", "bookedFen", "statedFen", "openFen", "compensatedFen"] as const;

/** Tills, books and statements beside each other: whether they agree to the fen, and where they do not. */
export function FundsCheckView({ check }: { check: Settlement["check"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const list = (
    <ul className={styles.faults}>
      {check.differences.map((one) => (
        <li key={`${one.kind} ${one.name}`}>
          {t(`settlement.check.${one.kind}`, {
            ...{ name: one.name, expected: show.money(one.expectedFen), found: show.money(one.foundFen) },
          })}
        </li>
      ))}
    </ul>
  );
  return (
    <section aria-label={t("settlement.check.title")}>
      <Alert
        type={check.ok ? "success" : "error"}
        showIcon
        title={t(check.ok ? "settlement.check.ok" : "settlement.check.bad", { count: check.differences.length })}
        description={check.ok ? undefined : list}
        style={{ marginBottom: 12 }}
      />
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, sm: 2, lg: 5 }}
        layout="vertical"
        items={figures.map((figure) => ({
          key: figure,
          label: t(`settlement.check.${figure}`),
          children: show.money(check[figure]),
        }))}
      />
    </section>
  );
}
