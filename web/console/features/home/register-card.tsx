import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Card } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportItem } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { waitingQuery } from "../../shared/waiting.ts";
import { FileName } from "../imports/file-name.tsx";
import { ImportState } from "../imports/import-state.tsx";
import { importsQuery } from "../imports/imports.queries.ts";
import { joiningListQuery } from "../joining/joining.queries.ts";
import styles from "./home.module.css";

/** What somebody has yet to do before the server can go on. */
const unfinished: readonly ImportItem["state"][] = ["mapping", "review"];

/** The doors to the register, and what waits behind them. */
export function RegisterCard() {
  const { t } = useTranslation("console");
  const permissions = useMe()?.permissions ?? [];
  const manages = permissions.includes("people.manage");
  const waiting = useQuery({ ...waitingQuery, enabled: permissions.includes("decisions.attach") });
  const waits = waiting.data?.items.length ?? 0;
  const imports = useInfiniteQuery({ ...importsQuery, enabled: manages });
  const begun = (imports.data?.pages[0]?.items ?? []).filter(({ state }) => unfinished.includes(state)).slice(0, 3);
  return (
    <Card title={t("home.register")}>
      <ul className={styles.list}>
        {waits > 0 && (
          <li>
            <Link to="/waiting">{t("home.waits", { count: waits })}</Link>
            <span>{t("home.waitsHelp")}</span>
          </li>
        )}
        <li>
          <Link to="/people">{t("home.findPeople")}</Link>
          <span>{t("home.findPeopleHelp")}</span>
        </li>
        {manages && (
          <li>
            <Link to="/people/imports" search={{ kind: "people" }}>
              {t("home.importRoster")}
            </Link>
            <span>{t("home.importRosterHelp")}</span>
          </li>
        )}
        {begun.map(({ id, fileName, state }) => (
          <li key={id}>
            <Link to="/people/imports/$importId" params={{ importId: id }}>
              {t("home.goOn")} <FileName name={fileName} />
            </Link>
            <ImportState state={state} />
          </li>
        ))}
        {manages && <Applications />}
        <li>
          <Link to="/organisations">{t("home.tree")}</Link>
          <span>{t("home.treeHelp")}</span>
        </li>
      </ul>
    </Card>
  );
}

function Applications() {
  const { t } = useTranslation("console");
  const organisationId = useOrganisationId();
  const { data } = useQuery(joiningListQuery({ state: "open", organisationId, after: undefined }));
  const count = data?.items.length ?? 0;
  return (
    <li>
      <Link to="/joining">{t("home.answerJoining")}</Link>
      <span>{data !== undefined && t(data.next === null ? "home.joiningOpen" : "home.joiningMore", { count })}</span>
    </li>
  );
}
