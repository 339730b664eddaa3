import { useTranslation } from "react-i18next";

const known = [
  "administrator",
  "system_administrator",
  "security_administrator",
  "auditor",
  "people_officer",
  "people_reader",
  "benefits_maker",
  "benefits_checker",
  "benefits_approver",
  "benefits_reader",
  "benefits_accountant",
  "benefits_cashier",
  "benefits_rehearser",
  "releases_runner",
  "releases_reader",
  "activities_maker",
  "activities_checker",
  "activities_approver",
  "activities_steward",
  "places_manager",
  "places_asker",
  "places_reader",
] as const;

/** What a duty is called, and what its holder may do; one that this page does not know yet by its key. */
export function useDutyName(): { name: (duty: string) => string; about: (duty: string) => string } {
  const { t } = useTranslation("console");
  const find = (duty: string) => known.find((one) => one === duty.replaceAll(".", "_"));
  return {
    name: (duty) => {
      const key = find(duty);
      return key ? t(`duties.duty.${key}`) : duty;
    },
    about: (duty) => {
      const key = find(duty);
      return key ? t(`duties.dutyAbout.${key}`) : "";
    },
  };
}
