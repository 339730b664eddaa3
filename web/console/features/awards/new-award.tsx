import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { AwardShare } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { sendFile } from "../../shared/send-file.ts";
import { useAct } from "../../shared/use-act.ts";
import { type Choices, choicesOf, chosenIn, linesOf, type PlacedLine, placed } from "./award-list.rules.ts";
import { AwardPaper, type Paper } from "./award-paper.tsx";
import styles from "./awards.module.css";
import { rehearsalQuery } from "./awards.queries.ts";
import { MatchedLines } from "./matched-lines.tsx";
import { PastedList, WhichRelease } from "./name-members.tsx";
import { useOrganisationOf } from "./use-organisation-of.ts";

interface NewAwardProps {
  campaignId: string;
  shares: AwardShare[];
  onDone: () => void;
}

/** Naming members: a list is pasted, checked line by line and rehearsed before anything is handed in. */
export function NewAward({ campaignId, shares, onDone }: NewAwardProps) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const open = shares.filter((share) => share.open);
  const [releaseId, setReleaseId] = useState(open[0]?.releaseId);
  const [matched, setMatched] = useState<PlacedLine[]>();
  const [choices, setChoices] = useState<Choices>({});
  const [paper, setPaper] = useState<Paper>({ reason: "" });
  const [key] = useState(randomUuid);
  const organisationId = useOrganisationOf(campaignId);
  const chosen = chosenIn(matched ?? [], choices);
  const rehearsal = useQuery(rehearsalQuery({ campaignId, releaseId, personIds: chosen }));
  const match = useAct({
    run: (list: string) => unwrap(api.POST("/api/people/match", { body: { lines: linesOf(list) } })),
    ...{ touches: [], refusal: "shown" as const },
    onDone: ({ lines }) => {
      setMatched(placed(lines));
      setChoices(choicesOf(lines));
    },
  });
  const givable =
    rehearsal.data?.people.filter(({ outcome }) => outcome === "granted").map(({ personId }) => personId) ?? [];
  const propose = useAct({
    run: async () => {
      const about = { purpose: "decisions.document", organisationId: organisationId ?? "" };
      const fileId = paper.file === undefined ? null : (await sendFile(paper.file, about)).id;
      const header = { "idempotency-key": key };
      const body = { releaseId: releaseId ?? "", personIds: givable, reason: paper.reason.trim(), fileId };
      return unwrap(
        api.POST("/api/staff/campaigns/{id}/awards", { params: { path: { id: campaignId }, header }, body }),
      );
    },
    ...{ done: t("awards.proposed"), touches: [["campaigns"], ["releases"]], onDone, refusal: "shown" as const },
  });
  const refused = match.error ?? rehearsal.error ?? propose.error;
  return (
    <Card title={t("awards.add")} className={styles.block ?? ""}>
      <div className={styles.form}>
        <WhichRelease
          shares={open}
          value={releaseId}
          onChange={(chosenRelease) => {
            setReleaseId(chosenRelease);
            setMatched(undefined);
          }}
        />
        <PastedList busy={match.isPending} onMatch={(list) => match.mutate(list)} />
        {matched && (
          <MatchedLines
            lines={matched}
            choices={choices}
            rehearsal={rehearsal.data}
            onChoose={(place, personId) => setChoices({ ...choices, [place]: personId })}
          />
        )}
        {chosen.length > 0 && rehearsal.data && (
          <>
            <Alert
              type={givable.length > 0 ? "success" : "warning"}
              showIcon
              title={t("awards.chosen", { count: givable.length, left: rehearsal.data.left })}
            />
            <AwardPaper value={paper} onChange={setPaper} />
          </>
        )}
        {refused && <Alert type="error" showIcon role="alert" title={problemText(refused)} />}
        <div className={styles.acts}>
          <Button
            type="primary"
            loading={propose.isPending}
            // What is handed in is what the page shows, never a rehearsal that is still on its way.
            disabled={givable.length === 0 || rehearsal.isFetching || paper.reason.trim() === ""}
            onClick={() => propose.mutate()}
          >
            {t("awards.propose")}
          </Button>
          <Button onClick={onDone}>{t("common.close")}</Button>
        </div>
      </div>
    </Card>
  );
}
