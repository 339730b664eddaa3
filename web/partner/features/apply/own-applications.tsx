import { useTranslation } from "react-i18next";
import type { ApplicationDesk } from "../../../shared/api-types/index.ts";
import form from "../../../shared/hand/form.module.css";

/** What this phone asked for, with the unions' answers. */
export function OwnApplications({ applications }: Pick<ApplicationDesk, "applications">) {
  const { t } = useTranslation("partner");
  if (applications.length === 0) return null;
  return (
    <section role="status" className={form.info}>
      <h2>{t("apply.mine")}</h2>
      {applications.map(({ id, tradeName, union, state, reason }) => (
        <p key={id}>
          {tradeName} · {union}: {t(`apply.state.${state}`)} {reason}
        </p>
      ))}
    </section>
  );
}
