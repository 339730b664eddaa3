import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Joining } from "../../../shared/api-types/index.ts";

/** People of the register who are, or may be, the same; of those elsewhere only where they are. */
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
            <li key={one.id}>
              {one.mine ? (
                <Link to="/people/$personId" params={{ personId: one.id }}>
                  {one.name}
                </Link>
              ) : (
                one.name
              )}{" "}
              {one.union} · {t(`joining.like.${one.why}`)}
            </li>
          ))}
        </ul>
      }
    />
  );
}
