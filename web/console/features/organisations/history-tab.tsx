import { useQuery } from "@tanstack/react-query";
import { Timeline } from "antd";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { linksQuery, versionsQuery } from "./organisations.queries.ts";

/** Where an organisation stood and what it was, newest first. */
export function HistoryTab({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const links = useQuery(linksQuery(id));
  const versions = useQuery(versionsQuery(id));
  const stood = (links.data?.items ?? [])
    .filter(({ kind }) => kind === "affiliation")
    .map((link) => ({
      key: link.id,
      day: link.validFrom,
      text: t("organisations.stoodUnder", { name: link.to.name }),
    }));
  return (
    <QueryView query={versions}>
      {({ items }) => {
        const was = items.map(({ validFrom: day, name, kind, state }) => ({
          ...{ key: `version ${day}`, day },
          text: [name, t(`organisations.kind.${kind}`), t(`organisations.state.${state}`)].join(" · "),
        }));
        const all = [...was, ...stood].sort((a, b) => b.day.localeCompare(a.day));
        return (
          <Timeline
            titleSpan="160px"
            items={all.map(({ key, day, text }) => ({ key, title: show.date(day), content: text }))}
          />
        );
      }}
    </QueryView>
  );
}
