import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { OwnJoining } from "../../../shared/api-types/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import styles from "./joining.module.css";
import { proposalsQuery } from "./joining.query.ts";

interface Props {
  own: OwnJoining;
  /** What was just chosen, before it is kept. */
  value: string | null;
  onChange: (organisationId: string) => void;
}

/** The unions that fit, each with the reason; the first is the one that is meant. */
export function ChooseUnion({ own, value, onChange }: Props) {
  const { t } = useTranslation("member");
  const name = useId();
  const about = [own.districtId ?? "", own.employmentForm, own.employerName, own.platformName];
  const proposals = useQuery(proposalsQuery(about));
  if (proposals.isError) return <ProblemNotice error={proposals.error} onRetry={() => void proposals.refetch()} />;
  if (proposals.data === undefined) return <Waiting blocks={1} />;
  const { organisationId, organisationName, unionReason } = own;
  const others = proposals.data.items.filter(({ id }) => id !== organisationId);
  const chosen =
    organisationId === null || organisationName === null
      ? []
      : [{ id: organisationId, name: organisationName, reason: unionReason ?? "chosen" }];
  const all = [...chosen, ...others];
  if (all.length === 0) return <p className={cards.soft}>{t("joining.noUnionYet")}</p>;
  return (
    <fieldset className={styles.unions}>
      <legend className={styles.legend}>{t("joining.union")}</legend>
      {all.map((one) => (
        <label key={one.id} className={classes(styles.union)}>
          <input type="radio" name={name} checked={one.id === value} onChange={() => onChange(one.id)} />
          <span>
            <span className={cards.strong}>{one.name}</span>
            <br />
            <span className={cards.soft}>{t(`joining.why.${one.reason}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
