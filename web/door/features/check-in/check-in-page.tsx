import { useState } from "react";
import { useTranslation } from "react-i18next";
import { looksLikeCode } from "../../../../wire/member-code/index.ts";
import { readTicketNumber } from "../../../../wire/ticket-number.ts";
import { serverClock } from "../../../shared/clock.ts";
import { formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import { ScanButton } from "../../../shared/hand/scan-button.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useIdle } from "../../../shared/new-version.ts";
import { wakeSound } from "../../../shared/play-sound.ts";
import { CameraScanner } from "../../../shared/scan/camera-scanner.tsx";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import type { DoorSession } from "../../shared/door.types.ts";
import { timeRefusal } from "../../shared/judge-at-door.ts";
import styles from "./check-in.module.css";
import { ResultView } from "./result-view.tsx";
import { type Shown, useCheckIn } from "./use-check-in.ts";

interface CheckInPageProps {
  session: DoorSession;
  onList: () => void;
}

/** One ticket after the other: the camera stays open between them until somebody closes it. */
export function CheckInPage({ session, onList }: CheckInPageProps) {
  const { t } = useTranslation("door");
  const { step, show, undo, again } = useCheckIn(session);
  const [camera, setCamera] = useState(false);
  const closed = timeRefusal(session, serverClock.now());
  useIdle(step.at === "ready" && !camera);
  if (step.at === "checking")
    return (
      <p role="status" className={styles.busy}>
        {t("check.checking")}
      </p>
    );
  if (step.at !== "ready")
    return (
      <ResultView
        step={step}
        quick={camera}
        onNext={again}
        onUndo={(entered) => void undo(entered)}
        onShown={(text) => void show({ text })}
      />
    );
  if (closed !== undefined) return <Closed session={session} reason={closed} onList={onList} />;
  return (
    <>
      <Ready onShown={(shown) => void show(shown)} onCamera={() => setCamera(true)} listening={!camera} />
      <Button onClick={onList}>{t("check.list")}</Button>
      {camera && (
        <CameraScanner
          texts={{
            title: t("scan.title"),
            hint: t("scan.hint"),
            close: t("scan.close"),
            denied: t("scan.denied"),
            none: t("scan.none"),
          }}
          onClose={() => setCamera(false)}
          onCode={(text) => void show({ text })}
        />
      )}
    </>
  );
}

interface ReadyProps {
  onShown: (shown: Shown) => void;
  onCamera: () => void;
  listening: boolean;
}

function Ready({ onShown, onCamera, listening }: ReadyProps) {
  const { t } = useTranslation("door");
  const [typed, setTyped] = useState("");
  const [phoneEnd, setPhoneEnd] = useState("");
  useScanGun(listening, (text) => onShown({ text }));
  const text = typed.trim();
  // What is neither a number nor a code is a seat, and a seat alone lets nobody in.
  const isSeat = text !== "" && readTicketNumber(text) === undefined && !looksLikeCode(text) && /\D/.test(text);
  return (
    <section>
      <ScanButton
        heading="h2"
        title={t("check.title")}
        text={t("check.scan")}
        help={t("check.scanHelp")}
        onScan={onCamera}
      />
      <form
        className={styles.number}
        onSubmit={(event) => {
          event.preventDefault();
          wakeSound();
          if (text !== "") onShown(isSeat ? { seat: text, phoneEnd } : { text });
        }}
      >
        <Field
          label={t("check.number")}
          help={t("check.numberHelp")}
          autoComplete="off"
          maxLength={700}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {isSeat && (
          <Field
            label={t("check.phoneEnd")}
            inputMode="numeric"
            autoComplete="off"
            pattern="[0-9]{4}"
            maxLength={4}
            required
            value={phoneEnd}
            onChange={(event) => setPhoneEnd(event.target.value)}
          />
        )}
        <Button type="submit" disabled={text === ""}>
          {t("check.act")}
        </Button>
      </form>
    </section>
  );
}

interface ClosedProps {
  session: DoorSession;
  reason: NonNullable<ReturnType<typeof timeRefusal>>;
  onList: () => void;
}

function Closed({ session, reason, onList }: ClosedProps) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const text =
    reason === "not_yet"
      ? t("check.closed", { time: formatTime(language, session.doorsOpenAt) })
      : t(reason === "cancelled" ? "check.cancelled" : "check.over");
  return (
    <section>
      <p role="status" className={styles.closed}>
        {text}
      </p>
      <Button onClick={onList}>{t("check.list")}</Button>
    </section>
  );
}
