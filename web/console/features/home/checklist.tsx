import { CheckCircleFilled, RightOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Card, Progress } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./home.module.css";
import { useSteps } from "./use-steps.ts";

/** The way from the first sign-in to the union's first release; gone once that has happened. */
export function Checklist() {
  const { t } = useTranslation("console");
  const steps = useSteps();
  if (steps === undefined || steps.every(({ done }) => done)) return null;
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done)?.name;
  return (
    <Card
      title={t("home.firstRelease")}
      extra={
        <Progress
          type="circle"
          size={36}
          percent={Math.round((done / steps.length) * 100)}
          format={() => `${done}/${steps.length}`}
          aria-label={t("home.progress", { done, all: steps.length })}
        />
      }
      style={{ marginBottom: 16 }}
    >
      <ol className={styles.steps}>
        {steps.map(({ name, to, done: finished }) => (
          <li key={name} className={name === next ? styles.next : ""}>
            <span className={finished ? styles.done : styles.open}>
              {finished && <CheckCircleFilled aria-label={t("home.done")} />}
            </span>
            <div>
              <Link to={to}>
                {t(`home.step.${name}`)} {name === next && <RightOutlined aria-hidden />}
              </Link>
              <p>{t(`home.help.${name}`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
