import { Empty, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useAuditNames } from "../../shared/use-audit-names.ts";
import { useShow } from "../../shared/use-show.ts";

/** What happened to a person's record, newest first. */
export function PersonHistory({ history }: { history: PersonPage["history"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const names = useAuditNames();
  if (history.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("people.noHistory")} />;
  const newest = [...history].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Timeline
      titleSpan="160px"
      items={newest.map((event) => ({
        key: event.at + event.action,
        title: show.dayTime(event.at),
        content: [names.action(event.action), names.actor(event.actor), event.detail.reason]
          .filter(Boolean)
          .join(" · "),
      }))}
    />
  );
}
