import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Breadcrumb, Card, Descriptions, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { OrganisationDetail as Detail } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { organisationQuery } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { useRegistrationSummary } from "../registration/registration-summary.tsx";
import { FactsShown } from "./facts-shown.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { LinksTab } from "./links-tab.tsx";
import { OfficersTab } from "./officers-tab.tsx";
import { OrganisationActs } from "./organisation-acts.tsx";
import { SettingsTab } from "./settings-tab.tsx";

/** One organisation: where it stands, how many it counts, what is known of it, what can be done with it. */
export function OrganisationDetail({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const organisation = useQuery(organisationQuery(id));
  return (
    <QueryView query={organisation}>
      {(one) => (
        <Card
          title={
            <>
              {one.name}{" "}
              {one.state !== "active" && <ToneTag tone="waiting">{t(`organisations.state.${one.state}`)}</ToneTag>}
            </>
          }
        >
          <Breadcrumb
            style={{ marginBottom: 16 }}
            items={one.path.map((step) => ({
              key: step.id,
              title: (
                <Link to="/organisations" search={{ at: step.id }}>
                  {step.name}
                </Link>
              ),
            }))}
          />
          <Summary organisation={one} />
          <OrganisationActs organisation={one} />
          <Parts organisation={one} />
        </Card>
      )}
    </QueryView>
  );
}

function Summary({ organisation: one }: { organisation: Detail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const items = [
    { key: "kind", label: t("organisations.kindLabel"), children: t(`organisations.kind.${one.kind}`) },
    { key: "members", label: t("organisations.members"), children: show.number(one.members) },
    { key: "children", label: t("organisations.children"), children: show.number(one.children) },
    { key: "openedOn", label: t("organisations.openedOn"), children: show.date(one.openedOn) },
  ];
  const end =
    one.closedOn === null
      ? []
      : [{ key: "closedOn", label: t("organisations.closedOn"), children: show.date(one.closedOn) }];
  const after =
    one.successor === null
      ? []
      : [
          {
            key: "successor",
            label: t("organisations.successor"),
            children: (
              <Link to="/organisations" search={{ at: one.successor.id }}>
                {one.successor.name}
              </Link>
            ),
          },
        ];
  const registration = useRegistrationSummary(one);
  return <Descriptions column={{ xs: 1, md: 2 }} items={[...items, ...end, ...after, ...registration]} />;
}

const parts = ["facts", "links", "officers", "settings", "history"] as const;

/** What there is to know, a tab each; the address keeps which one is open. */
function Parts({ organisation: one }: { organisation: Detail }) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const me = useMe();
  const seesStaff = me?.permissions.includes("staff.view") === true;
  const answers = ["staff.manage", "organisations.manage"].some((one) => me?.permissions.includes(one));
  const isOwn = me?.duties.some(({ nodeId }) => one.path.some((step) => step.id === nodeId)) === true;
  const { tab } = useSearch({ from: "/inside/organisations" });
  const content = {
    facts: <FactsShown organisation={one} />,
    links: <LinksTab organisation={one} />,
    officers: <OfficersTab id={one.id} />,
    settings: <SettingsTab id={one.id} />,
    history: <HistoryTab id={one.id} />,
  };
  const allowed = {
    ...{ facts: true, links: one.can.seeFigures, officers: seesStaff, settings: answers && isOwn },
    history: one.can.seeFigures,
  };
  const shown = parts.filter((part) => allowed[part]);
  return (
    <Tabs
      style={{ marginTop: 8 }}
      activeKey={shown.find((part) => part === tab) ?? "facts"}
      onChange={(key) => setSearch({ tab: key }, { replace: true })}
      destroyOnHidden
      items={shown.map((part) => ({ key: part, label: t(`organisations.tab.${part}`), children: content[part] }))}
    />
  );
}
