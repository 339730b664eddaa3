import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../shared/hand/button.tsx";
import { installWay } from "./install-hint.ts";
import styles from "./install-panel.module.css";

/** What Chromium hands to a page that may be installed; no other browser knows it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

let offered: InstallPrompt | undefined;
const hears = new Set<() => void>();
const tell = () => {
  for (const hear of hears) hear();
};

/** Keeps the browser's offer until somebody wants it; called before the page is drawn, for the offer comes once. */
export function watchInstall(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallPrompt;
    tell();
  });
  window.addEventListener("appinstalled", () => {
    offered = undefined;
    tell();
  });
}

function subscribe(hear: () => void): () => void {
  hears.add(hear);
  return () => void hears.delete(hear);
}

/** How to put the till on the home screen in this browser; nothing when it is there. */
export function InstallPanel() {
  const { t } = useTranslation("partner");
  const prompt = useSyncExternalStore(subscribe, () => offered);
  const way = installWay({
    userAgent: navigator.userAgent,
    standalone: matchMedia("(display-mode: standalone)").matches,
    secure: isSecureContext,
    canPrompt: prompt !== undefined,
  });
  if (way === "installed") return null;
  const install = () => {
    offered = undefined; // an offer is good once
    tell();
    void prompt?.prompt();
  };
  return (
    <details className={styles.panel}>
      <summary>{t("install.title")}</summary>
      <p>{t("install.about")}</p>
      <p className={styles.way}>{t(`install.${way}`)}</p>
      {way === "prompt" && <Button onClick={install}>{t("install.act")}</Button>}
    </details>
  );
}
