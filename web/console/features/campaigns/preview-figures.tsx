import { Alert, Collapse, Statistic } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { CampaignPreview } from "../../../shared/api-types/index.ts";
import type { DayMark } from "../../shared/day-mark.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./campaigns.module.css";

/** Rounds, money, people and warnings of a campaign. */
export function PreviewFigures({ preview }: { preview: CampaignPreview }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const warningText = useWarningText();
  const { rounds, budgetNeededFen, budgetLeftFen, peopleEligible, warnings } = preview;
  const units = rounds.flatMap(({ releases }) => releases).reduce((sum, { capacity }) => sum + capacity, 0);
  return (
    <>
      <div className={styles.figures}>
        <Statistic title={t("campaigns.roundCount")} value={rounds.length} />
        <Statistic title={t("campaigns.units")} value={units} />
        <Statistic title={t("campaigns.needed")} value={show.money(budgetNeededFen)} />
        <Statistic title={t("campaigns.left")} value={show.money(budgetLeftFen)} />
        <Statistic title={t("campaigns.eligible")} value={peopleEligible} />
      </div>
      {warnings.map((warning) => (
        <Alert
          key={warning.code + JSON.stringify(warning.params)}
          type={warning.stops ? "error" : "warning"}
          showIcon
          title={warningText(warning)}
          style={{ marginTop: 8 }}
        />
      ))}
      <Collapse
        ghost
        size="small"
        defaultActiveKey={rounds.length <= 4 ? ["rounds"] : []}
        items={[
          {
            key: "rounds",
            label: t("campaigns.allRounds", { count: rounds.length }),
            children: (
              <ol className={styles.rounds}>
                {rounds.map(({ opensAt, releases }) => (
                  <li key={opensAt}>
                    <strong>{show.dayTime(opensAt)}</strong>
                    <span>
                      {releases.map(({ title, capacity }) => `${title} × ${show.number(capacity)}`).join(" · ")}
                    </span>
                  </li>
                ))}
              </ol>
            ),
          },
        ]}
      />
    </>
  );
}

/** A warning as a sentence; one that this page does not know yet is told as such. */
function useWarningText() {
  const { t } = useTranslation("console");
  const show = useShow();
  return ({ code, params }: CampaignPreview["warnings"][number]): string => {
    const key = `campaigns.warning.${code.split(".").at(-1)}`;
    if (!i18next.exists(`console:${key}`)) return t("campaigns.warningUnknown");
    const readable = Object.entries(params).map(([name, value]) => [
      name,
      name === "holiday" ? t(`common.dayMark.${value as DayMark}`) : readableValue(show, name, value),
    ]);
    return (t as (key: string, values: object) => string)(key, Object.fromEntries(readable));
  };
}

function readableValue(
  show: ReturnType<typeof useShow>,
  name: string,
  value: string | number | boolean | null,
): string {
  if (name.endsWith("Fen") && typeof value === "number") return show.money(value);
  if (name.endsWith("At") && typeof value === "string") return show.dayTime(value);
  return typeof value === "number" ? show.number(value) : String(value);
}
