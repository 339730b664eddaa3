import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import { ScanButton } from "../../../shared/hand/scan-button.tsx";
import { useIdle } from "../../../shared/new-version.ts";
import { wakeSound } from "../../../shared/play-sound.ts";
import { CameraScanner } from "../../../shared/scan/camera-scanner.tsx";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import { useScanTexts } from "../../shared/use-scan-texts.ts";
import styles from "./till.module.css";

/** What the member shows: by camera, by scan gun, or as a number read out. */
export function ScanStep({ onShown }: { onShown: (text: string) => void }) {
  const { t } = useTranslation("partner");
  const scanTexts = useScanTexts();
  const [camera, setCamera] = useState(false);
  const [number, setNumber] = useState("");
  useScanGun(!camera, onShown);
  useIdle(!camera && number === "");
  return (
    <section>
      <ScanButton
        title={t("till.title")}
        text={t("till.scan")}
        help={t("till.scanHelp")}
        onScan={() => setCamera(true)}
      />
      <form
        className={styles.number}
        onSubmit={(event) => {
          event.preventDefault();
          wakeSound();
          if (number.trim() !== "") onShown(number.trim());
        }}
      >
        <Field
          label={t("till.number")}
          help={t("till.numberHelp")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={400}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button type="submit" disabled={number.trim() === ""}>
          {t("till.check")}
        </Button>
      </form>
      {camera && (
        <CameraScanner
          texts={scanTexts}
          onClose={() => setCamera(false)}
          onCode={(text) => {
            setCamera(false);
            onShown(text);
          }}
        />
      )}
    </section>
  );
}
