import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Registration } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { useSure } from "../../shared/use-sure.ts";
import { registrationKey } from "./registration.queries.ts";

type Done = Registration["acts"][number];

/** What was done for many at a time, the latest first, each to be taken back as a whole. */
export function RegistrationActs({ acts }: { acts: Done[] }) {
  const { t } = useTranslation("console");
  if (acts.length === 0) return null;
  return (
    <Card title={t("registration.log")} style={{ marginTop: 16 }}>
      <Flex vertical gap={12}>
        {acts.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </Flex>
    </Card>
  );
}

function Line({ one }: { one: Done }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const sure = useSure();
  const undo = useAct({
    run: () => unwrap(api.POST("/api/staff/registration-acts/{actId}/undo", { params: { path: { actId: one.id } } })),
    done: ({ undone, left }) =>
      t("registration.undone", { count: undone }) + (left > 0 ? t("registration.undoneLeft", { count: left }) : ""),
    touches: [registrationKey, ["people"]],
  });
  const act = one.act === "confirm" ? (one.said ?? "employed") : one.act;
  const words = { act: t(`registration.act.${act}`), count: one.people, place: one.organisationName };
  return (
    <Flex gap={12} justify="space-between" align="start">
      <div>
        {t("registration.logLine", words)}
        <br />
        <small>
          {one.by} · {show.dayTime(one.at)} · {one.reason}
          {one.undoneAt !== null && ` · ${t("registration.undoneAt", { at: show.dayTime(one.undoneAt) })}`}
        </small>
      </div>
      {one.canUndo && (
        <Button
          size="small"
          loading={undo.isPending}
          onClick={() =>
            sure(t("registration.undo"), t("registration.undoSure"), t("registration.undo"), () => undo.mutateAsync())
          }
        >
          {t("registration.undo")}
        </Button>
      )}
    </Flex>
  );
}
