import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Card, Empty } from "antd";
import { useTranslation } from "react-i18next";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationsQuery, useHomeOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { OrganisationDetail } from "./organisation-detail.tsx";
import { OrganisationTree } from "./organisation-tree.tsx";
import styles from "./organisations.module.css";

/** The tree of organisations, and one of them beside it: at first one's own. */
export function OrganisationsPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { at } = useSearch({ from: "/inside/organisations" });
  const home = useHomeOrganisationId();
  const chosen = at ?? home;
  const roots = useQuery(organisationsQuery(""));
  const choose = (id: string | undefined) => setSearch({ at: id });
  return (
    <Page title={t("organisations.title")} about={t("organisations.about")}>
      <QueryView query={roots} empty={t("organisations.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <div className={styles.columns}>
            <Card className={styles.tree ?? ""}>
              <div className={styles.find}>
                <OrganisationSelect
                  value={undefined}
                  onChange={choose}
                  label={t("organisations.find")}
                  placeholder={t("organisations.find")}
                />
              </div>
              <OrganisationTree roots={items} chosen={chosen} onChoose={choose} />
            </Card>
            {chosen ? (
              <OrganisationDetail key={chosen} id={chosen} />
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
