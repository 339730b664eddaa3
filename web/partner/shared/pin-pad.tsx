import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../../shared/hand/form.module.css";
import { BackSign } from "./back-sign.tsx";

const pinLength = 6;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back"] as const;

interface PinPadProps {
  label: string;
  disabled?: boolean;
  /** Told once all six digits are there; the pad begins anew afterwards. */
  onPin: (pin: string) => void;
}

/** Six digits by thumb or keyboard, never shown. */
export function PinPad({ label, disabled = false, onPin }: PinPadProps) {
  const { t } = useTranslation("partner");
  const [pin, setPin] = useState("");
  const press = (key: string) => {
    if (disabled) return;
    const next = key === "back" ? pin.slice(0, -1) : pin + key;
    setPin(next.length === pinLength ? "" : next);
    if (next.length === pinLength) onPin(next);
  };
  const pressed = useRef(press);
  pressed.current = press;
  // Before it is painted: whoever sees the pad may type at once.
  useLayoutEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (target instanceof HTMLInputElement) return;
      if (/^\d$/.test(key)) pressed.current(key);
      if (key === "Backspace") pressed.current("back");
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <fieldset aria-label={label} style={{ border: 0, margin: 0, padding: 0 }}>
      <div className={styles.dots} role="status" aria-label={t("pin.typed", { count: pin.length })}>
        {Array.from({ length: pinLength }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: six dots that never move.
          <span key={index} className={index < pin.length ? styles.full : ""} />
        ))}
      </div>
      <div className={styles.pin}>
        {keys.map((key) =>
          key === "" ? (
            <span key="gap" />
          ) : (
            <button key={key} type="button" disabled={disabled} onClick={() => press(key)}>
              {key === "back" ? <BackSign label={t("pin.back")} /> : key}
            </button>
          ),
        )}
      </div>
    </fieldset>
  );
}
