import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RegistrationItem } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { OpenRegistration } from "./open-registration.tsx";
import { registrationsQuery } from "./registration.queries.ts";
import { StageTag } from "./stage-tag.tsx";

/** The years in which members are registered, with how many have confirmed. */
export function RegistrationsPage() {
  const { t } = useTranslation("console");
  const organisationId = useOrganisationId();
  const registrations = useQuery(registrationsQuery(organisationId));
  const [opening, setOpening] = useState(false);
  const mayOpen = useMe()?.permissions.includes("people.manage") === true;
  return (
    <Page
      title={t("registration.title")}
      about={t("registration.about")}
      actions={
        mayOpen && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t("registration.open")}
          </Button>
        )
      }
    >
      <QueryView
        query={registrations}
        empty={t(mayOpen ? "registration.none" : "registration.noneHere")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => <Years items={items} />}
      </QueryView>
      <OpenRegistration open={opening} onClose={() => setOpening(false)} />
    </Page>
  );
}

function Years({ items }: { items: RegistrationItem[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const number = { align: "right" as const, width: 110 };
  return (
    <Table<RegistrationItem>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 900 }}
      dataSource={items}
      columns={[
        {
          title: t("registration.year"),
          width: 120,
          render: (_, { id, year }) => (
            <Link to="/registrations/$registrationId" params={{ registrationId: id }}>
              {t("registration.yearOf", { year })}
            </Link>
          ),
        },
        { title: t("registration.organisation"), dataIndex: "organisationName" },
        {
          title: t("registration.daysTitle"),
          width: 300,
          render: (_, { opensOn, closesOn }) =>
            t("registration.days", { from: show.date(opensOn), until: show.date(closesOn) }),
        },
        { title: t("common.status"), width: 140, render: (_, { stage }) => <StageTag stage={stage} /> },
        {
          ...{ title: t("registration.figure.registered"), ...number },
          render: (_, { figures }) => show.number(figures.registered),
        },
        {
          ...{ title: t("registration.figure.notYet"), ...number },
          render: (_, { stage, figures }) => (stage === "past" ? "–" : show.number(figures.notYet)),
        },
      ]}
    />
  );
}
