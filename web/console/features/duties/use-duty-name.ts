import { useTranslation } from "react-i18next";

const known = [
  "administrator",
  "auditor",
  "people_officer",
  "benefits_maker",
  "benefits_checker",
  "benefits_reader",
  "releases_runner",
  "releases_reader",
] as const;

/** The name of a duty; one that this page does not know yet by its key. */
export function useDutyName(): (duty: string) => string {
  const { t } = useTranslation("console");
  return (duty) => {
    const name = known.find((one) => one === duty.replaceAll(".", "_"));
    return name ? t(`duties.duty.${name}`) : duty;
  };
}
