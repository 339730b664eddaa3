import { useState } from "react";
import { useTranslation } from "react-i18next";
import { inSpace } from "../../../shared/space.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./party.module.css";

interface Props {
  releaseId: string;
  title: string;
  code: string;
}

/** The code in large letters, to read out, to send or to copy. */
export function ShareCode({ releaseId, title, code }: Props) {
  const { t } = useTranslation("member");
  const [isCopied, setCopied] = useState<boolean>();
  const url = `${window.location.origin}${inSpace(`/releases/${releaseId}?party=${code}`)}`;
  const text = t("seats.invitation", { title, code });
  const canShare = typeof navigator.share === "function";
  const copy = () =>
    void writeText(`${text} ${url}`).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  // Whoever closes the phone's own sheet has decided; nothing went wrong.
  const share = () => void navigator.share({ text, url }).catch(() => {});
  return (
    <>
      <p className={styles.code}>{code.replace(/^(.{4})(.+)$/, "$1 $2")}</p>
      <div className={styles.acts}>
        {canShare && (
          <Button kind="outline" onPress={share}>
            {t("seats.share")}
          </Button>
        )}
        <Button kind="outline" onPress={copy}>
          {t("seats.copy")}
        </Button>
      </div>
      {isCopied === true && <Notice kind="done">{t("seats.copied")}</Notice>}
      {isCopied === false && <Notice>{t("seats.notCopied", { text: `${text} ${url}` })}</Notice>}
    </>
  );
}

async function writeText(text: string): Promise<void> {
  // Missing without HTTPS and in some browsers inside of other apps.
  if (navigator.clipboard === undefined) throw new Error("this browser has no clipboard");
  await navigator.clipboard.writeText(text);
}
