import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Card, Empty } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { AsOf, useAsOfDay } from "../../shared/as-of.tsx";
import { useMe } from "../../shared/me.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationsQuery, useHomeOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { Elections } from "./elections.tsx";
import { MoveOrganisation } from "./move-organisation.tsx";
import { OrganisationDetail } from "./organisation-detail.tsx";
import { OrganisationTree } from "./organisation-tree.tsx";
import styles from "./organisations.module.css";
import { PastView } from "./past-view.tsx";

/** The tree of organisations, today or on an earlier day, and one of them beside it: at first one's own. */
export function OrganisationsPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { at } = useSearch({ from: "/inside/organisations" });
  const day = useAsOfDay();
  const home = useHomeOrganisationId();
  const chosen = at ?? home;
  const roots = useQuery(organisationsQuery(""));
  const seesFigures = useMe()?.permissions.includes("statistics.view") === true;
  const choose = (id: string | undefined) => setSearch({ at: id });
  const acts = seesFigures && (
    <>
      <Elections />
      <AsOf />
    </>
  );
  return (
    <Page title={t("organisations.title")} about={t("organisations.about")} actions={acts}>
      {day !== undefined && home !== undefined && chosen !== undefined ? (
        <PastView day={day} root={home} chosen={chosen} onChoose={choose} />
      ) : (
        <QueryView query={roots} empty={t("organisations.empty")} isEmpty={({ items }) => items.length === 0}>
          {({ items }) => <Today roots={items} chosen={chosen} onChoose={choose} />}
        </QueryView>
      )}
    </Page>
  );
}

interface TodayProps {
  roots: Organisation[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

function Today({ roots, chosen, onChoose }: TodayProps) {
  const { t } = useTranslation("console");
  const [dropped, setDropped] = useState<{ organisation: Organisation; parentId: string }>();
  const [dropOpen, setDropOpen] = useState(false);
  return (
    <div className={styles.columns}>
      <Card className={styles.tree ?? ""}>
        <div className={styles.find}>
          <OrganisationSelect
            value={undefined}
            onChange={onChoose}
            label={t("organisations.find")}
            placeholder={t("organisations.find")}
          />
        </div>
        <OrganisationTree
          roots={roots}
          chosen={chosen}
          onChoose={onChoose}
          onDrop={(organisation, parentId) => {
            setDropped({ organisation, parentId });
            setDropOpen(true);
          }}
        />
      </Card>
      {chosen ? (
        <OrganisationDetail key={chosen} id={chosen} />
      ) : (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("organisations.choose")} />
        </Card>
      )}
      {dropped && (
        <MoveOrganisation
          key={`${dropped.organisation.id} ${dropped.parentId}`}
          organisation={dropped.organisation}
          parentId={dropped.parentId}
          open={dropOpen}
          onClose={() => setDropOpen(false)}
        />
      )}
    </div>
  );
}
