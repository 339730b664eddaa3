import { Alert, Button, Card, Input, Select, Upload } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { AwardRehearsal, AwardShare, MatchedPeople } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { type Choices, choicesOf, chosenIn, linesOf } from "./award-list.rules.ts";
import styles from "./awards.module.css";
import { uploadDocument } from "./awards.queries.ts";
import { MatchedLines } from "./matched-lines.tsx";
import { useOrganisationOf } from "./use-organisation-of.ts";

interface NewAwardProps {
  campaignId: string;
  shares: AwardShare[];
  onDone: () => void;
}

/** Naming members: a list is pasted, checked line by line and rehearsed before anything is handed in. */
export function NewAward({ campaignId, shares, onDone }: NewAwardProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const problemText = useProblemText();
  const ids = { release: useId(), list: useId(), reason: useId(), file: useId() };
  const open = shares.filter((share) => share.open);
  const [releaseId, setReleaseId] = useState(open[0]?.releaseId);
  const [list, setList] = useState("");
  const [matched, setMatched] = useState<MatchedPeople["lines"]>();
  const [choices, setChoices] = useState<Choices>({});
  const [rehearsal, setRehearsal] = useState<AwardRehearsal>();
  const [reason, setReason] = useState("");
  const [file, setFile] = useState<{ blob: Blob; name: string }>();
  const [key] = useState(randomUuid);
  const organisationId = useOrganisationOf(campaignId);
  const chosen = chosenIn(matched ?? [], choices);

  const rehearse = async (personIds: string[]) => {
    if (releaseId === undefined || personIds.length === 0) return setRehearsal(undefined);
    const path = { params: { path: { id: campaignId } }, body: { releaseId, personIds } };
    setRehearsal(await unwrap(api.POST("/api/staff/campaigns/{id}/awards/check", path)));
  };
  const match = useAct({
    run: async () => {
      const { lines } = await unwrap(api.POST("/api/people/match", { body: { lines: linesOf(list) } }));
      const first = choicesOf(lines);
      setMatched(lines);
      setChoices(first);
      await rehearse(chosenIn(lines, first));
    },
    ...{ touches: [], refusal: "shown" as const },
  });
  const choose = (line: number, personId: string | null) => {
    const next = { ...choices, [line]: personId };
    setChoices(next);
    void rehearse(chosenIn(matched ?? [], next));
  };
  const givable =
    rehearsal?.people.filter(({ outcome }) => outcome === "granted").map(({ personId }) => personId) ?? [];
  const propose = useAct({
    run: async () => {
      const fileId = file === undefined ? null : await uploadDocument(file.blob, file.name, organisationId ?? "");
      const header = { "idempotency-key": key };
      const body = { releaseId: releaseId ?? "", personIds: givable, reason: reason.trim(), fileId };
      return unwrap(
        api.POST("/api/staff/campaigns/{id}/awards", { params: { path: { id: campaignId }, header }, body }),
      );
    },
    ...{ done: t("awards.proposed"), touches: [["campaigns"], ["releases"]], onDone, refusal: "shown" as const },
  });
  const refused = match.error ?? propose.error;
  return (
    <Card title={t("awards.add")} className={styles.block ?? ""}>
      <div className={styles.form}>
        <div>
          <label htmlFor={ids.release} className={styles.label}>
            {t("awards.whichRelease")}
          </label>
          <Select
            id={ids.release}
            value={releaseId ?? null}
            placeholder={t("awards.chooseRelease")}
            style={{ width: "100%" }}
            onChange={(value: string | null) => {
              setReleaseId(value ?? undefined);
              setMatched(undefined);
              setRehearsal(undefined);
            }}
            options={open.map((share) => ({
              value: share.releaseId,
              label: `${t("awards.share.roundOf", { round: share.round, kind: share.kindTitle })} · ${show.dayTime(share.opensAt)} · ${t("awards.share.left")} ${share.left}`,
            }))}
          />
        </div>
        <div>
          <label htmlFor={ids.list} className={styles.label}>
            {t("awards.list")}
          </label>
          <Input.TextArea
            id={ids.list}
            value={list}
            autoSize={{ minRows: 4, maxRows: 12 }}
            onChange={({ target }) => setList(target.value)}
          />
          <p className={styles.soft}>{t("awards.listHelp")}</p>
          <Button loading={match.isPending} disabled={linesOf(list).length === 0} onClick={() => match.mutate()}>
            {t("awards.match")}
          </Button>
        </div>
        {matched && <MatchedLines lines={matched} choices={choices} rehearsal={rehearsal} onChoose={choose} />}
        {chosen.length > 0 && rehearsal && (
          <>
            <Alert
              type={givable.length > 0 ? "success" : "warning"}
              showIcon
              title={t("awards.chosen", { count: givable.length, left: rehearsal.left })}
            />
            <div>
              <label htmlFor={ids.reason} className={styles.label}>
                {t("awards.reason")}
              </label>
              <Input
                id={ids.reason}
                maxLength={300}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
                aria-describedby={`${ids.reason}-help`}
              />
              <p id={`${ids.reason}-help`} className={styles.soft}>
                {t("awards.reasonHelp")}
              </p>
            </div>
            <div>
              <span className={styles.label}>{t("awards.document")}</span>
              <Upload
                accept=".pdf,image/*"
                maxCount={1}
                beforeUpload={(blob) => {
                  setFile({ blob, name: blob.name });
                  return false;
                }}
                onRemove={() => setFile(undefined)}
              >
                <Button>{t("awards.choose")}</Button>
              </Upload>
              <p className={styles.soft}>{t("awards.documentHelp")}</p>
            </div>
          </>
        )}
        {refused && <Alert type="error" showIcon role="alert" title={problemText(refused)} />}
        <div className={styles.acts}>
          <Button
            type="primary"
            loading={propose.isPending}
            disabled={givable.length === 0 || reason.trim() === ""}
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
