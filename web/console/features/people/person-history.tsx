import { Empty, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useAuditFacts } from "../../shared/use-audit-facts.ts";
import { useAuditNames } from "../../shared/use-audit-names.ts";
import { useShow } from "../../shared/use-show.ts";

/** What happened to a person's record, newest first. */
export function PersonHistory({ history, names: called }: Pick<PersonPage, "history" | "names">) {
  const { t } = useTranslation("console");
  const show = useShow();
  const names = useAuditNames(called);
  const facts = useAuditFacts(called);
  if (history.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("people.noHistory")} />;
  const newest = [...history].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Timeline
      titleSpan="160px"
      items={newest.map(({ at, action, actor, detail }, index) => ({
        key: `${at} ${index}`,
        title: show.stamp(at),
        content: [names.action(action), names.actor(actor), facts.inOneLine(detail)].filter(Boolean).join(" · "),
      }))}
    />
  );
}
