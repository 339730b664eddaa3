import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { HandOverPreview } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { useWaitingType } from "../waiting/waiting-type.ts";
import styles from "./duties.module.css";

interface WhatGoesOverProps {
  accountId: string;
  successorId: string;
}

/** What waits for somebody and what they have begun, as it is before their duties go over; how much, not what it is about. */
export function WhatGoesOver({ accountId, successorId }: WhatGoesOverProps) {
  const preview = useQuery({
    queryKey: ["staff-accounts", accountId, "hand-over", successorId],
    queryFn: () =>
      unwrap(
        api.GET("/api/staff-accounts/{accountId}/hand-over", {
          params: { path: { accountId }, query: { successorId } },
        }),
      ),
  });
  return <QueryView query={preview}>{(found) => <Found preview={found} />}</QueryView>;
}

function Found({ preview: { waiting, begun, stuck } }: { preview: HandOverPreview }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const typeOf = useWaitingType();
  const begunAs: Record<string, string> = t("duties.handOver.begunAs", { returnObjects: true });
  const left = stuck.filter(({ another }) => !another).length;
  return (
    <section className={styles.goesOver} aria-label={t("duties.handOver.what")}>
      <h3>{t("duties.handOver.what")}</h3>
      <p>{t("duties.handOver.byDuty")}</p>
      {waiting.length === 0 ? (
        <p>{t("duties.handOver.noneWaits")}</p>
      ) : (
        <ul>
          {waiting.map(({ type, organisationName, count, oldest }) => (
            <li key={`${type} ${organisationName}`}>
              {t("duties.handOver.waits", {
                ...{ type: typeOf(type), organisation: organisationName, count, day: show.day(oldest) },
              })}
            </li>
          ))}
        </ul>
      )}
      {begun.length > 0 && (
        <>
          <p>{t("duties.handOver.begun")}</p>
          <ul>
            {begun.map(({ type, count, ends }) => (
              <li key={type}>
                {begunAs[type] ?? begunAs.other} · {t(`duties.handOver.${ends ? "ends" : "passes"}`, { count })}
              </li>
            ))}
          </ul>
        </>
      )}
      {stuck.length > 0 && (
        <Alert
          type={left > 0 ? "error" : "warning"}
          showIcon
          title={t(left > 0 ? "duties.handOver.strands" : "duties.handOver.byOthers", { count: left || stuck.length })}
          description={
            <ul>
              {stuck.map(({ type, organisationName, since, link, another }) => (
                <li key={`${type} ${link} ${since}`}>
                  <Link to={link}>
                    {typeOf(type)} · {organisationName} · {show.day(since)}
                  </Link>
                  {" · "}
                  {t(`duties.handOver.${another ? "another" : "nobody"}`)}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  );
}
