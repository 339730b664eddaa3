import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Rehearsal } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { rehearsalQuery } from "../../shared/rehearsals.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { PlayFigures } from "./play-figures.tsx";
import { PlayPhones } from "./play-phones.tsx";
import { PlayTill } from "./play-till.tsx";
import { Watching } from "./watching.tsx";

/** A rehearsal as its runner holds it up: a code for every phone, the till, how it goes, and its end. */
export function RehearsalPage() {
  const { t } = useTranslation("console");
  const { rehearsalId } = useParams({ from: "/inside/rehearsals/$rehearsalId" });
  const rehearsal = useQuery(rehearsalQuery(rehearsalId));
  const one = rehearsal.data;
  return (
    <Page
      title={
        <>
          {t("rehearsals.title")}
          {one && ` · ${one.title} `}
          {one && (
            <ToneTag tone={one.endedAt === null ? "waiting" : "plain"}>
              {t(one.endedAt === null ? "rehearsals.running" : "rehearsals.over")}
            </ToneTag>
          )}
        </>
      }
      about={one && <StartedBy rehearsal={one} />}
      back={
        one && (
          <Link to="/campaigns/$campaignId" params={{ campaignId: one.campaignId }}>
            {one.title}
          </Link>
        )
      }
      actions={one?.endedAt === null && one.can.run && <End rehearsal={one} />}
    >
      <QueryView query={rehearsal}>
        {(now) => (now.endedAt === null ? <Going rehearsal={now} /> : <Over rehearsal={now} />)}
      </QueryView>
    </Page>
  );
}

function StartedBy({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { startedBy: name, startedAt } = rehearsal;
  return t("rehearsals.startedBy", { name, at: show.dayTime(startedAt) });
}

function Going({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t("rehearsals.nothingReal", { at: show.time(rehearsal.endsBy) })}
        style={{ marginBottom: 16 }}
      />
      <PlayFigures rehearsal={rehearsal} />
      {rehearsal.can.run && <PlayPhones rehearsal={rehearsal} />}
      {rehearsal.can.run && <PlayTill rehearsal={rehearsal} />}
      {rehearsal.mine && <Watching rehearsal={rehearsal} />}
    </>
  );
}

function Over({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { endedAt, endedBy } = rehearsal;
  const at = show.dayTime(endedAt ?? "");
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={
          endedBy === null ? t("rehearsals.endedByItself", { at }) : t("rehearsals.endedBy", { name: endedBy, at })
        }
        description={t("rehearsals.nothingChanged")}
        style={{ marginBottom: 16 }}
      />
      <PlayFigures rehearsal={rehearsal} />
    </>
  );
}

function End({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const { modal } = App.useApp();
  const end = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/rehearsals/{rehearsalId}/end", {
          params: { path: { rehearsalId: rehearsal.id } },
          body: null,
        }),
      ),
    ...{ done: t("rehearsals.ended"), touches: [["rehearsals"]] },
  });
  const ask = () =>
    void modal.confirm({
      title: t("rehearsals.endSure"),
      content: t("rehearsals.endAbout"),
      okText: t("rehearsals.end"),
      onOk: () => end.mutateAsync().catch(() => undefined),
    });
  return (
    <Button danger onClick={ask} loading={end.isPending}>
      {t("rehearsals.end")}
    </Button>
  );
}
