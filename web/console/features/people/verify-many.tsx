import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Drawer, Flex, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { VerificationRun } from "../../../shared/api-types/index.ts";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { verificationRunsQuery } from "./people.queries.ts";

const touches = [["people"]];

/** Has everybody of the organisation chosen at the top asked about, in the background, and shows how far that is. */
export function VerifyMany({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const client = useQueryClient();
  const home = useHomeOrganisationId();
  const organisationId = useOrganisationId() ?? home ?? "";
  const runs = useQuery({
    ...verificationRunsQuery(organisationId),
    enabled: open && organisationId !== "",
    refetchInterval: ({ state }) => (state.data?.items.some((run) => run.state === "running") ? 1500 : false),
  });
  const start = useAct({
    run: () => unwrap(api.POST("/api/staff/verification-runs", { body: { organisationId } })),
    done: t("people.verifyMany.started"),
    touches,
  });
  const close = () => {
    // Who is verified by now is seen in the list behind.
    void client.invalidateQueries({ queryKey: ["people"] });
    onClose();
  };
  return (
    <Drawer open={open} onClose={close} title={t("people.verifyMany.title")} size="large">
      <p>{t("people.verifyMany.about")}</p>
      <QueryView query={runs}>
        {({ unverified, items }) => (
          <Flex vertical gap={16} align="stretch">
            <p>{t("people.verifyMany.waiting", { people: show.number(unverified) })}</p>
            <Button
              type="primary"
              disabled={unverified === 0 || items.some((run) => run.state === "running")}
              loading={start.isPending}
              onClick={() => start.mutate()}
            >
              {t("people.verifyMany.start")}
            </Button>
            {items.map((run) => (
              <Run key={run.id} run={run} />
            ))}
          </Flex>
        )}
      </QueryView>
    </Drawer>
  );
}

function Run({ run }: { run: VerificationRun }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { matches, differs, unavailable, total, state } = run;
  const done = matches + differs + unavailable;
  const part = state === "done" ? 100 : Math.min(99, Math.floor((100 * done) / total));
  const named = { name: run.askedByName, when: show.dayTime(run.askedAt) };
  const figures = {
    ...{ matches: show.number(matches), differs: show.number(differs) },
    unavailable: show.number(unavailable),
  };
  return (
    <section aria-label={t("people.verifyMany.run", named)}>
      <strong>{t("people.verifyMany.run", named)}</strong> · {t(`people.verifyMany.state.${state}`)}
      <Progress percent={part} status={state === "running" ? "active" : state === "done" ? "success" : "exception"} />
      <p>{t("people.verifyMany.figures", figures)}</p>
      {run.differing.length > 0 && (
        <>
          <p>{t("people.verdictWay.differs")}</p>
          <ul>
            {run.differing.map(({ id, name }) => (
              <li key={id}>
                <Link to="/people/$personId" params={{ personId: id }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
