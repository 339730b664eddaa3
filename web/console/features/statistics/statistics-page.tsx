import { useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { MemberFigures } from "./member-figures.tsx";
import { OrganisationFigures } from "./organisation-figures.tsx";
import { ServiceFigures } from "./service-figures.tsx";

/** Figures as of any day, a tab for each thing that is counted; the address keeps which one is open. */
export function StatisticsPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { tab = "members" } = useSearch({ from: "/inside/statistics" });
  const tabs = [
    { key: "members", content: <MemberFigures /> },
    { key: "services", content: <ServiceFigures /> },
    { key: "organisations", content: <OrganisationFigures /> },
  ] as const;
  return (
    <Page title={t("statistics.title")} about={t("statistics.about")}>
      <Tabs
        activeKey={tabs.find(({ key }) => key === tab)?.key ?? "members"}
        destroyOnHidden
        onChange={(key) => setSearch({ tab: key })}
        items={tabs.map(({ key, content }) => ({ key, label: t(`statistics.tab.${key}`), children: content }))}
      />
    </Page>
  );
}
