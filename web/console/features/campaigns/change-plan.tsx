import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { ChangePlan, EligibilityRule } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useShow } from "../../shared/use-show.ts";
import { useTouchesText } from "../../shared/use-touches-text.ts";
import { useAudience } from "./campaign-text.ts";
import styles from "./campaigns.module.css";

/** What a change does: old and new, money, whom it touches, and what stands in the way. */
export function ChangePlanView({ plan }: { plan: ChangePlan }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const problemText = useProblemText();
  const touchesText = useTouchesText();
  const value = useValue();
  const { beforeFen, afterFen, budgetFen } = plan.money;
  return (
    <div>
      <ul className={styles.rounds}>
        {plan.lines.map((line) => (
          <li key={`${line.field} ${line.about} ${line.to}`}>
            <strong>
              {t(`campaigns.change.field.${line.field}`)}
              {line.about && ` ${line.about}`}
            </strong>
            <span>{value(line)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {t("campaigns.change.money", {
          before: show.money(beforeFen),
          after: show.money(afterFen),
          budget: show.money(budgetFen),
        })}
      </p>
      <p className={styles.note}>{touchesText(plan.touches)}</p>
      {plan.problems.map(({ code, params }) => (
        <Alert
          key={code}
          type="error"
          showIcon
          title={problemText(new ApiProblem({ status: 409, code, params }))}
          style={{ marginTop: 8 }}
        />
      ))}
    </div>
  );
}

/** A line's old and new value in the reader's words. */
function useValue() {
  const { t } = useTranslation("console");
  const show = useShow();
  const audience = useAudience();
  const one = (field: ChangePlan["lines"][number]["field"], text: string): string => {
    if (text === "") return t("campaigns.change.none");
    switch (field) {
      case "budget":
        return show.money(Number(text));
      case "opensAt":
      case "closesAt":
      case "round":
        return show.dayTime(text);
      case "audience":
        return audience(JSON.parse(text) as EligibilityRule[]).join("、"); // written by the server from such rules
      case "store":
        return t("campaigns.change.listed");
      case "resume":
        return t(text === "paused" ? "campaigns.paused" : "campaigns.change.running");
      default:
        return text;
    }
  };
  return ({ field, from, to }: ChangePlan["lines"][number]) =>
    field === "stock" ? t("campaigns.change.units", { units: to }) : `${one(field, from)} → ${one(field, to)}`;
}
