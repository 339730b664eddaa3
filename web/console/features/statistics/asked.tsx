import { useSearch } from "@tanstack/react-router";
import { DatePicker, Flex, Segmented } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import styles from "./statistics.module.css";

const trees = ["reported", "today"] as const;

export interface Asked {
  /** Undefined while it is not known where the reader works. */
  organisationId: string | undefined;
  /** YYYY-MM-DD. */
  day: string;
  tree: (typeof trees)[number];
}

/** Of which organisation, which day and by whose affiliations figures are asked, as the address keeps it. */
export function useAsked(): Asked {
  const search = useSearch({ from: "/inside/statistics" });
  const home = useHomeOrganisationId();
  return {
    organisationId: search.at ?? home,
    day: search.day ?? dayjs(serverClock.now()).format("YYYY-MM-DD"),
    tree: trees.find((one) => one === search.tree) ?? "reported",
  };
}

interface AskedBarProps {
  asked: Asked;
  /** False for figures that know today's tree alone. */
  hasTree?: boolean;
  children?: ReactNode;
}

/** Where it is chosen; `children` are the acts beside it. */
export function AskedBar({ asked, hasTree = true, children }: AskedBarProps) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  return (
    <Flex gap={12} wrap align="center" className={styles.asked}>
      <div className={styles.choose}>
        <OrganisationSelect
          value={asked.organisationId}
          onChange={(at) => setSearch({ at })}
          label={t("statistics.organisation")}
        />
      </div>
      <DatePicker
        aria-label={t("statistics.day")}
        allowClear={false}
        maxDate={dayjs(serverClock.now())}
        value={dayjs(asked.day)}
        onChange={(next) => next && setSearch({ day: next.format("YYYY-MM-DD") })}
      />
      {hasTree && (
        <Segmented
          aria-label={t("statistics.tree")}
          value={asked.tree}
          onChange={(next) => setSearch({ tree: next })}
          options={trees.map((value) => ({ value, label: t(`statistics.trees.${value}`) }))}
        />
      )}
      {children}
    </Flex>
  );
}
