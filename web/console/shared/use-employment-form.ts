import { useTranslation } from "react-i18next";

/** The forms of employment that members choose from. */
export const employmentForms = ["standard", "dispatched", "flexible", "platform", "retired"] as const;

/** The name of a form of employment; an unknown one as it is. */
export function useEmploymentForm(): (form: string | null) => string {
  const { t } = useTranslation("console");
  return (form) => {
    const known = employmentForms.find((one) => one === form);
    return known ? t(`people.form.${known}`) : (form ?? "");
  };
}
