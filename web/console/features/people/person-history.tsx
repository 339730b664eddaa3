import { Empty, Timeline } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";

/** What happened to a person's record, newest first. */
export function PersonHistory({ history }: { history: PersonPage["history"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (history.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("people.noHistory")} />;
  const newest = [...history].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Timeline
      items={newest.map((event) => ({
        key: event.at + event.action,
        title: show.dayTime(event.at),
        content: [actionText(event.action), event.actor, event.detail.reason].filter(Boolean).join(" · "),
      }))}
    />
  );
}

// The names of actions grow with the server: an unknown one is shown as it is rather than left out.
function actionText(action: string): string {
  const key = `console:people.event.${action.replaceAll(".", "_")}`;
  return i18next.exists(key) ? (i18next.t as (key: string) => string)(key) : action;
}
