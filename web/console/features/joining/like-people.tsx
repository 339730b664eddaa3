import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Joining } from "../../../shared/api-types/index.ts";

/** People of the register who are, or may be, the same; of those elsewhere only that there is one. */
export function LikePeople({ people }: { people: Joining["like"] }) {
  const { t } = useTranslation("console");
  return (
    <Alert
      type="warning"
      showIcon
      title={t("joining.like.title")}
      description={
        <ul>
          {people.map((one) => (
            <li key={`${one.why} ${one.person?.id}`}>
              {one.person ? (
                <>
                  <Link to="/people/$personId" params={{ personId: one.person.id }}>
                    {one.person.name}
                  </Link>{" "}
                  {one.person.union}
                </>
              ) : (
                t("joining.like.elsewhere")
              )}{" "}
              · {t(`joining.like.${one.why}`)}
            </li>
          ))}
        </ul>
      }
    />
  );
}
