import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { pendingActs, press } from "../releases/acts.ts";
import { GrabBar } from "../releases/grab-bar.tsx";
import type { Stage } from "../releases/grab-stage.rules.ts";
import type { PendingAct } from "../releases/pending-acts.ts";
import { HallView } from "./hall-view.tsx";
import { Party } from "./party.tsx";
import { useHall } from "./seats.query.ts";
import { withWish } from "./seats.rules.ts";
import { useSaid } from "./use-said.ts";
import type { Said } from "./wish-draft.rules.ts";

interface Props {
  release: Release;
  stage: Stage;
  personId: string;
  act: PendingAct | undefined;
  invitation: string | undefined;
  onSeeResult: () => void;
  onLeave: () => void;
}

/** Before and in the entry window: which seats one would like, and whom to sit with. Nobody has to say anything. */
export function WishSeats({ release, stage, personId, act, invitation, onSeeResult, onLeave }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { said, say, forget, isChanged } = useSaid({ release, act, invitation });
  const send = () => {
    const entryRevision = release.mine?.entryRevision ?? 0;
    press({ act: "entry", releaseId: release.id, personId, ...said, entryRevision });
    forget();
  };
  const change = (next: Said) => {
    pendingActs.dismiss(release.id);
    say(next);
  };
  const isUpdate = stage === "entered" && isChanged;
  const refusal = act?.refusal && codeText(language, act.refusal.code, act.refusal.params);
  return (
    <>
      <h2 className={cards.section}>{t("seats.title")}</h2>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <Wishes said={said} onSay={change} releaseId={release.id} />
      <Party
        releaseId={release.id}
        title={release.title}
        code={said.partyCode}
        onCode={(partyCode) => change({ ...said, partyCode })}
        onLeave={() => {
          change({ ...said, partyCode: null });
          onLeave();
        }}
      />
      <p className={cards.card}>{t("seats.rule")}</p>
      <GrabBar
        {...{ release, stage, personId, onSeeResult }}
        say={
          stage === "entry" || isUpdate
            ? { label: isUpdate ? t("seats.update") : undefined, hint: t(hintOf(said, isUpdate)), onPress: send }
            : undefined
        }
      />
    </>
  );
}

function hintOf({ wishes, partyCode }: Said, isUpdate: boolean) {
  if (isUpdate) return "seats.hintUpdate" as const;
  if (partyCode !== null) return "seats.hintTogether" as const;
  return wishes.length > 0 ? ("seats.hintWishes" as const) : ("seats.hintBest" as const);
}

interface WishesProps {
  said: Said;
  onSay: (next: Said) => void;
  releaseId: string;
}

function Wishes({ said, onSay, releaseId }: WishesProps) {
  const { t } = useTranslation("member");
  // What was wished may come after the first drawing: the phone shows what it has kept until the server has answered.
  const [isOpen, setOpen] = useState(false);
  const isChoosing = isOpen || said.wishes.length > 0;
  const choose = (how: "best" | "own") => {
    setOpen(how === "own");
    if (how === "best" && said.wishes.length > 0) onSay({ ...said, wishes: [] });
  };
  const choosing = (next: Said) => {
    setOpen(true);
    onSay(next);
  };
  return (
    <>
      <Choice
        legend={t("seats.where")}
        options={[
          { value: "best", label: t("seats.best") },
          { value: "own", label: t("seats.own") },
        ]}
        value={isChoosing ? "own" : "best"}
        onChange={choose}
      />
      {isChoosing && <WishMap {...{ said, releaseId }} onSay={choosing} />}
    </>
  );
}

function WishMap({ said, onSay, releaseId }: WishesProps) {
  const { t } = useTranslation("member");
  const { hall, error, isPending, refetch } = useHall(releaseId, "wishing");
  const press = (label: string) => onSay({ ...said, wishes: withWish(said.wishes, label) });
  return (
    <section className={cards.card}>
      <p className={cards.soft}>{t("seats.ownHint")}</p>
      {isPending && <Waiting blocks={1} />}
      {error && !hall && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {hall && <HallView hall={hall} chosen={said.wishes} ranked onPress={press} />}
      <WishOrder wishes={said.wishes} onRemove={press} />
    </section>
  );
}

function WishOrder({ wishes, onRemove }: { wishes: readonly string[]; onRemove: (label: string) => void }) {
  const { t } = useTranslation("member");
  const nameOf = useSeatName();
  const id = useId();
  if (wishes.length === 0)
    return (
      <p role="status" className={cards.after}>
        {t("seats.noWish")}
      </p>
    );
  return (
    <>
      <h3 id={id} className={cards.section}>
        {t("seats.myWishes")}
      </h3>
      <ol className={cards.rows} aria-labelledby={id} aria-live="polite">
        {wishes.map((label, at) => (
          <li key={label} className={cards.row}>
            <span>{t("seats.wish", { rank: at + 1, seat: nameOf.seat(label) })}</span>
            <button type="button" className={cards.textButton} onClick={() => onRemove(label)}>
              {t("seats.remove")}
              <span className={cards.quiet}>{nameOf.seat(label)}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
