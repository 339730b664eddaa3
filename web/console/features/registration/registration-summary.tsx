import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/me.ts";
import { useShow } from "../../shared/use-show.ts";
import { registrationsQuery } from "./registration.queries.ts";

/** The year under way at an organisation, as a line of its page; nothing where there is none. */
export function useRegistrationSummary({ id: organisationId, can }: { id: string; can: { seeFigures: boolean } }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const seesPeople = useMe()?.permissions.includes("people.view") === true;
  const found = useQuery({ ...registrationsQuery(organisationId), enabled: seesPeople && can.seeFigures });
  const one = found.data?.items.find(({ stage }) => stage === "open" || stage === "over");
  if (one === undefined) return [];
  const { registered, notYet } = one.figures;
  return [
    {
      key: "registration",
      label: t("registration.inOrganisation", { year: one.year }),
      children: (
        <Link to="/registrations/$registrationId" params={{ registrationId: one.id }} search={{ org: organisationId }}>
          {t("registration.inOrganisationValue", { registered: show.number(registered), notYet: show.number(notYet) })}
        </Link>
      ),
    },
  ];
}
