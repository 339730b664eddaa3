import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Card, Empty } from "antd";
import { useTranslation } from "react-i18next";
import { organisationsQuery } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { OrganisationDetail } from "./organisation-detail.tsx";
import { OrganisationTree } from "./organisation-tree.tsx";
import styles from "./organisations.module.css";

/** The tree of organisations, and one of them beside it. */
export function OrganisationsPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { at } = useSearch({ from: "/inside/organisations" });
  const roots = useQuery(organisationsQuery(""));
  const choose = (id: string) => setSearch({ at: id });
  return (
    <Page title={t("organisations.title")} about={t("organisations.about")}>
      <QueryView query={roots} empty={t("organisations.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <div className={styles.columns}>
            <Card className={styles.tree ?? ""}>
              <OrganisationTree roots={items} chosen={at} onChoose={choose} />
            </Card>
            {at ? (
              <OrganisationDetail key={at} id={at} />
            ) : (
              <Card>
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("organisations.choose")} />
              </Card>
            )}
          </div>
        )}
      </QueryView>
    </Page>
  );
}
