import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Card, Col, Row, Segmented, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import type { Registration } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { ChangeRegistration } from "./change-registration.tsx";
import { registrationLists, registrationQuery } from "./registration.queries.ts";
import { RegistrationActs } from "./registration-acts.tsx";
import { RegistrationPeople } from "./registration-people.tsx";
import { RegistrationUnions } from "./registration-unions.tsx";
import { StageTag } from "./stage-tag.tsx";

/** One year: how many have confirmed, who is left and why, and what the union does about them. */
export function RegistrationPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { registrationId } = useParams({ from: "/inside/registrations/$registrationId" });
  const organisationId = useOrganisationId();
  const registration = useQuery(registrationQuery(registrationId, organisationId));
  const one = registration.data;
  return (
    <Page
      title={one === undefined ? t("registration.title") : `${t("registration.yearOf", one)} · ${one.organisationName}`}
      about={
        one && (
          <>
            {t("registration.days", { from: show.date(one.opensOn), until: show.date(one.closesOn) })}{" "}
            <StageTag stage={one.stage} />
          </>
        )
      }
      back={<Link to="/registrations">{t("registration.back")}</Link>}
      actions={one?.can.change && one.stage !== "past" && <ChangeRegistration registration={one} />}
    >
      <QueryView query={registration}>{(found) => <Year one={found} />}</QueryView>
    </Page>
  );
}

function Year({ one }: { one: Registration }) {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  const { list: asked, after } = useSearch({ from: "/inside/registrations/$registrationId" });
  const list = registrationLists.find((name) => name === asked) ?? "left";
  return (
    <>
      <Figures one={one} />
      {one.unions.length > 1 && <RegistrationUnions registration={one} />}
      <Segmented
        aria-label={t("registration.which")}
        value={list}
        options={registrationLists.map((value) => ({ value, label: t(`registration.lists.${value}`) }))}
        onChange={(value) => search({ list: value, after: undefined })}
        style={{ margin: "16px 0", maxWidth: "100%", overflowX: "auto" }}
      />
      <RegistrationPeople
        // Who is chosen is in sight: another list, place or page begins with nobody.
        key={`${list} ${one.place.id} ${after ?? ""}`}
        {...{ registration: one, list, after }}
      />
      <RegistrationActs acts={one.acts} />
    </>
  );
}

function Figures({ one: { figures, place, stage } }: { one: Registration }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const shown = (["members", "registered", "notYet", "retained"] as const).filter(
    (key) => key !== "notYet" || stage !== "past",
  );
  const by = (["member", "staff", "list", "joined"] as const)
    .filter((key) => figures.by[key] > 0)
    .map((key) => `${t(`registration.by.${key}`)} ${show.number(figures.by[key])}`);
  const said = (["employed", "retired", "unemployed"] as const)
    .filter((key) => figures.said[key] > 0)
    .map((key) => `${t(`registration.said.${key}`)} ${show.number(figures.said[key])}`);
  return (
    <Card title={t("registration.place", { name: place.name })}>
      <Row gutter={[16, 16]}>
        {shown.map((key) => (
          <Col key={key} xs={12} md={6}>
            <Statistic title={t(`registration.figure.${key}`)} value={figures[key]} />
          </Col>
        ))}
      </Row>
      {by.length > 0 && <p style={{ marginTop: 12 }}>{t("registration.by.title", { list: by.join(" · ") })}</p>}
      {said.length > 0 && <p>{t("registration.saidTitle", { list: said.join(" · ") })}</p>}
    </Card>
  );
}
