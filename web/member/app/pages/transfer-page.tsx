import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnTransfer } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { AskTransfer } from "../../features/transfer/ask-transfer.tsx";
import { transfersQuery } from "../../features/transfer/transfer.query.ts";
import { TransferProgress } from "../../features/transfer/transfer-progress.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

const open = ["leaving", "entering", "appealing"];

/** Moving to another union: asked for, watched, taken back, appealed. */
export function TransferPage() {
  const { t } = useTranslation("member");
  const own = useQuery({ ...transfersQuery, refetchInterval: 30_000 });
  return (
    <Page title={t("transfer.title")} up="/me">
      {own.data !== undefined ? (
        <Own items={own.data.items} />
      ) : own.isError ? (
        <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Own({ items: [latest, ...earlier] }: { items: OwnTransfer[] }) {
  const { t } = useTranslation("member");
  const [isAgain, setAgain] = useState(false);
  if (latest === undefined || isAgain) return <AskTransfer onSent={() => setAgain(false)} />;
  return (
    <>
      <TransferProgress one={latest} />
      {!open.includes(latest.state) && (
        <Button kind="outline" onPress={() => setAgain(true)}>
          {t("transfer.again")}
        </Button>
      )}
      {earlier.length > 0 && <Earlier items={earlier} />}
    </>
  );
}

function Earlier({ items }: { items: OwnTransfer[] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("transfer.earlier")}</h2>
      <ul className={cards.dotted}>
        {items.map((one) => (
          <li key={one.id}>
            {formatDate(language, one.begunAt)} {t("transfer.fromTo", { from: one.fromName, to: one.toName })}{" "}
            {t(`transfer.stand.${one.state}`, { from: one.fromName, to: one.toName })}
          </li>
        ))}
      </ul>
    </section>
  );
}
