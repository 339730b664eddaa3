import { Link } from "@tanstack/react-router";
import { Button, Card, Flex, Grid } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Duplicate } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useAuditNames } from "../../shared/use-audit-names.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./duplicates.module.css";
import { duplicatesKey } from "./duplicates.queries.ts";
import { allFields, useFields } from "./fields.tsx";

interface PairCardProps {
  pair: Duplicate;
  /** What the ids of those who decided are called. */
  names: Record<string, string>;
  onMerge: () => void;
}

/** Two files side by side, why they may be one person, and what can be said of it. */
export function PairCard({ pair, names, onMerge }: PairCardProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const actor = useAuditNames(names).actor;
  // There the two files come first, and what is pressed has room for a thumb.
  const isPhone = Grid.useBreakpoint().sm === false;
  return (
    <Card
      className={styles.pair ?? ""}
      role="group"
      aria-label={t("duplicates.pair", { names: show.words(pair.people.map(({ name }) => name)) })}
      size="small"
      title={t("duplicates.score", { score: pair.score })}
      {...(!isPhone && { extra: <Acts pair={pair} size="small" onMerge={onMerge} /> })}
    >
      <ul className={styles.reasons} aria-label={t("duplicates.why")}>
        {pair.reasons.map(({ code, points }) => (
          <li key={code}>
            <ToneTag tone={points > 0 ? "waiting" : "plain"}>
              {t("duplicates.reasonPoints", {
                reason: t(`duplicates.reason.${code}`),
                points: points > 0 ? `+${points}` : String(points),
              })}
            </ToneTag>
          </li>
        ))}
      </ul>
      <SideBySide pair={pair} />
      {pair.decidedBy !== null && pair.decidedAt !== null && (
        <p>{t("duplicates.decided", { who: actor(pair.decidedBy), at: show.dayTime(pair.decidedAt) })}</p>
      )}
      {isPhone && (
        <div className={styles.acts}>
          <Acts pair={pair} size="large" onMerge={onMerge} />
        </div>
      )}
    </Card>
  );
}

function SideBySide({ pair: { people, differs } }: { pair: Duplicate }) {
  const { t } = useTranslation("console");
  const { label, value } = useFields();
  const said = allFields.filter((field) => people.some((side) => value(field, side) !== ""));
  return (
    <table className={styles.table}>
      <colgroup>
        <col />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("people.memberNumber")}</th>
          {people.map(({ id, memberNumber }) => (
            <th scope="col" key={id}>
              <Link to="/people/$personId" params={{ personId: id }}>
                {memberNumber ?? t("people.noMember")}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {said.map((field) => (
          <tr key={field} className={differs.includes(field) ? styles.differs : undefined}>
            <th scope="row">
              {label(field)}
              {differs.includes(field) && <span className={styles.mark}>{t("duplicates.differs")}</span>}
            </th>
            {people.map((side) => (
              <td key={side.id}>{value(field, side) || "–"}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Acts({ pair, size, onMerge }: Omit<PairCardProps, "names"> & { size: "small" | "large" }) {
  const { t } = useTranslation("console");
  const decide = useAct({
    run: (state: "apart" | "later" | "open") =>
      unwrap(
        api.POST("/api/staff/duplicates/{duplicateId}/decision", {
          params: { path: { duplicateId: pair.id } },
          body: { state },
        }),
      ),
    done: t("duplicates.kept"),
    touches: [duplicatesKey],
  });
  const others = (["apart", "later", "open"] as const).filter((state) => state !== pair.state);
  return (
    <Flex gap={8} wrap justify="end">
      {others
        .filter((state) => state !== "open" || pair.state === "apart")
        .map((state) => (
          <Button key={state} size={size} disabled={decide.isPending} onClick={() => decide.mutate(state)}>
            {t(`duplicates.say.${state}`)}
          </Button>
        ))}
      {pair.state !== "apart" && (
        <Button size={size} type="primary" disabled={decide.isPending} onClick={onMerge}>
          {t("duplicates.merge")}
        </Button>
      )}
    </Flex>
  );
}
