import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useShow } from "../../shared/use-show.ts";
import { touchedQuery } from "./organisations.queries.ts";

/** Whom an act on this organisation touches, in one sentence; undefined until it is counted. */
export function useTouchedText(id: string, enabled: boolean): string | undefined {
  const { t } = useTranslation("console");
  const show = useShow();
  const touched = useQuery({ ...touchedQuery(id), enabled }).data;
  if (touched === undefined) return undefined;
  const { members, organisations, accounts, duties, links } = touched;
  return t("organisations.touches", {
    ...{ members: show.number(members), organisations: show.number(organisations) },
    ...{ accounts: show.number(accounts), duties: show.number(duties), links: show.number(links) },
  });
}
