import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Result, ResultMain, ResultWhy } from "../../../shared/hand/result.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import styles from "./check-in.module.css";
import type { Step } from "./use-check-in.ts";

type Outcome = Exclude<Step, { at: "ready" | "checking" }>;

interface ResultViewProps {
  step: Outcome;
  /** The camera is open: who may come in does not wait for a tap. */
  quick: boolean;
  onNext: () => void;
  onUndo: (entered: Extract<Step, { at: "entered" }>) => void;
  /** The next ticket, scanned while this result is still shown. */
  onShown: (text: string) => void;
}

const quickMillis = 2_500;

/** The result in colour, sign and word; who came in without network looks otherwise than who came in by the server's word. */
export function ResultView({ step, quick, onNext, onUndo, onShown }: ResultViewProps) {
  const { t } = useTranslation("door");
  useScanGun(true, onShown);
  const next = useRef(onNext);
  next.current = onNext;
  const good = step.at === "entered" || step.at === "undone";
  useEffect(() => {
    if (!quick || !good) return;
    const timer = setTimeout(() => next.current(), quickMillis);
    return () => clearTimeout(timer);
  }, [quick, good]);
  const { look, sign, title } = looksOf(step);
  return (
    <Result heading="h2" look={look} sign={sign} title={t(title)}>
      <ResultText step={step} />
      <Button autoFocus onClick={onNext}>
        {t("result.next")}
      </Button>
      {step.at === "entered" && (
        <button type="button" className={styles.undo} onClick={() => onUndo(step)}>
          {t("result.undo")}
        </button>
      )}
    </Result>
  );
}

function looksOf(step: Outcome) {
  if (step.at === "undone") return { look: "neutral", sign: "↺", title: "result.undo" } as const;
  if (step.at !== "entered") return { look: "refused", sign: "✕", title: "result.refused" } as const;
  return step.by === "server"
    ? ({ look: "done", sign: "✓", title: "result.entered" } as const)
    : ({ look: "waiting", sign: "✓", title: "result.offline" } as const);
}

function ResultText({ step }: { step: Outcome }) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const problemText = useProblemText();
  switch (step.at) {
    case "entered": {
      const seats = step.people.map(({ seat }) => seat ?? t("list.noSeat")).join("、");
      return (
        <>
          <ResultMain>{t("result.seats", { seats })}</ResultMain>
          <p>{step.people.map(({ name }) => name).join("、")}</p>
        </>
      );
    }
    case "undone":
      return <p>{t("result.undone")}</p>;
    case "refused":
      return <ResultWhy>{problemText(step.error)}</ResultWhy>;
    case "refusedOffline":
      return (
        <>
          <ResultWhy>{t(`refused.${step.reason}`)}</ResultWhy>
          {step.first && (
            <p>
              {t("result.first", {
                time: formatTime(language, step.first.at),
                door: step.first.door ?? t("result.here"),
              })}
            </p>
          )}
        </>
      );
    default:
      return step satisfies never;
  }
}
