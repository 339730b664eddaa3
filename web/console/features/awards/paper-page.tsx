import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PaperTickets } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { qrShape } from "../../../shared/qr-shape.ts";
import { Page } from "../../shared/page.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./paper.module.css";

/** Vouchers of one award on paper. Their codes exist on this page alone: whoever leaves it prints anew. */
export function PaperPage() {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const { campaignId, awardId } = useParams({ from: "/inside/campaigns/$campaignId/awards/$awardId/paper" });
  const make = useAct({
    run: () => unwrap(api.POST("/api/staff/awards/{awardId}/paper", { params: { path: { awardId } }, body: {} })),
    ...{ touches: [["campaigns", "awards"]], refusal: "shown" as const },
  });
  return (
    <div className={styles.page}>
      <Page
        title={t("awards.paper.title")}
        about={t("awards.paper.about")}
        back={
          <Link to="/campaigns/$campaignId/awards" params={{ campaignId }}>
            {t("awards.title")}
          </Link>
        }
        actions={
          make.data ? (
            <Button type="primary" onClick={() => window.print()}>
              {t("awards.paper.again")}
            </Button>
          ) : (
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
              {t("awards.paper.make")}
            </Button>
          )
        }
      >
        {make.isError && <Alert type="error" showIcon role="alert" title={problemText(make.error)} />}
        {make.data ? (
          <Sheet sheet={make.data} />
        ) : (
          !make.isError && <Alert type="warning" showIcon title={t("awards.paper.makeWarning")} />
        )}
      </Page>
    </div>
  );
}

function Sheet({ sheet }: { sheet: PaperTickets }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { from, campaignTitle, kindTitle, validUntil, stores, tickets } = sheet;
  // The last moment is the first of the next day; people know the day before it.
  const lastDay = show.date(new Date(Date.parse(validUntil) - 1).toISOString());
  return (
    <div className={styles.sheet}>
      {tickets.map(({ personId, name, memberNumber, code }) => (
        <article key={personId} className={styles.ticket} aria-label={t("awards.paper.holder", { name })}>
          <header>
            <span>{from}</span>
            <strong>{kindTitle}</strong>
            <span>{campaignTitle}</span>
          </header>
          <Code text={code} label={t("awards.paper.codeOf", { name })} />
          <div className={styles.words}>
            <p className={styles.holder}>{t("awards.paper.holder", { name })}</p>
            <p>{t("awards.paper.number", { number: memberNumber })}</p>
            <p>{t("awards.paper.validUntil", { day: lastDay })}</p>
            <p>{t("awards.paper.where", { stores: stores.slice(0, 6).join("、") })}</p>
            <p className={styles.small}>{t("awards.paper.once")}</p>
          </div>
        </article>
      ))}
    </div>
  );
}

function Code({ text, label }: { text: string; label: string }) {
  const { size, path } = qrShape(text, "M"); // paper is folded and gets wet
  return (
    <svg
      className={styles.code}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-code={text}
    >
      <path d={path} />
    </svg>
  );
}
