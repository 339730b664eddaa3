import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Card, Descriptions, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage as Person } from "../../../shared/api-types/index.ts";
import { AsOf, useAsOfDay } from "../../shared/as-of.tsx";
import { IdentityState } from "../../shared/identity-state.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useShow } from "../../shared/use-show.ts";
import { PersonServices } from "../services/person-services.tsx";
import { PersonTransfers } from "../transfers/person-transfers.tsx";
import { detailTexts } from "./detail-fields.tsx";
import { FieldShown } from "./field-shown.tsx";
import { Memberships } from "./memberships.tsx";
import { MembershipsThen } from "./memberships-then.tsx";
import { personQuery } from "./people.queries.ts";
import { PersonActs } from "./person-acts.tsx";
import { PersonHistory } from "./person-history.tsx";

/** One person: who they are, what happened, what can be done for them. */
export function PersonPage() {
  const { t } = useTranslation("console");
  const { personId } = useParams({ from: "/inside/people/$personId" });
  const person = useQuery(personQuery(personId));
  const day = useAsOfDay();
  return (
    <Page
      title={person.data?.name ?? t("people.person")}
      back={
        <Link to="/people" search={day === undefined ? {} : { day }}>
          {t("people.title")}
        </Link>
      }
      actions={person.data && <PersonActs person={person.data} />}
    >
      <QueryView query={person}>
        {(one) => (
          <>
            <PersonTransfers personId={one.id} />
            <Card style={{ marginBottom: 16 }}>
              <Facts person={one} />
            </Card>
            <Card title={t("people.memberships")} extra={<AsOf />} style={{ marginBottom: 16 }}>
              {day === undefined ? (
                <Memberships memberships={one.memberships} />
              ) : (
                <MembershipsThen personId={one.id} day={day} />
              )}
            </Card>
            <Card title={t("services.title")} style={{ marginBottom: 16 }}>
              <PersonServices personId={one.id} />
            </Card>
            <Card title={t("people.history")}>
              <PersonHistory history={one.history} names={one.names} />
            </Card>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const employmentForm = useEmploymentForm();
  const documentLabel = person.idKind === null ? t("people.idNumber") : t(`people.idKinds.${person.idKind}`);
  const { memberNumber, verified, tags, sex, birthDate } = person;
  const condolence = (since: string | null) =>
    since === null ? t("services.noCondolence") : t("services.condolenceSince", { date: show.date(since) });
  return (
    <Descriptions
      column={{ xs: 1, md: 2, xl: 3 }}
      items={[
        // A number revealed for one person is not shown for the next.
        {
          key: "phone",
          label: t("common.phone"),
          children: <FieldShown key={person.id} person={person} field="phone" />,
        },
        {
          key: "document",
          label: documentLabel,
          children: <FieldShown key={person.id} person={person} field="id_number" />,
        },
        { key: "number", label: t("people.memberNumber"), children: memberNumber ?? t("people.noMember") },
        {
          key: "verified",
          label: t("people.identity"),
          children: (
            <IdentityState
              verified={verified}
              said={person.identity}
              ask={
                person.can.edit && person.idKind !== null
                  ? () =>
                      unwrap(api.POST("/api/people/{personId}/verify", { params: { path: { personId: person.id } } }))
                  : undefined
              }
              touches={[["people"]]}
            />
          ),
        },
        { key: "form", label: t("people.employmentForm"), children: employmentForm(person.employmentForm) },
        { key: "sex", label: t("people.sex"), children: sex ? t(`people.sexes.${sex}`) : "–" },
        { key: "birthDate", label: t("people.birthDate"), children: birthDate ?? "–" },
        { key: "kindness", label: t("services.condolence"), children: condolence(person.condolenceSince) },
        {
          key: "tags",
          label: t("people.tags"),
          children: tags.length === 0 ? "–" : tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
        },
        // What nobody wrote down takes no room.
        ...detailTexts.flatMap((key) =>
          person[key] === null ? [] : { key, label: t(`people.detail.${key}`), children: person[key] },
        ),
      ]}
    />
  );
}
