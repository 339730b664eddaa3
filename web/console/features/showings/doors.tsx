import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, QRCode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./showings.module.css";
import { doorsQuery, everything } from "./showings.queries.ts";

interface Code {
  pairingCode: string;
  expiresAt: string;
  uses: number;
}

/** Phones at the door: one's own with one tap, those of volunteers by a code. */
export function Doors({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("console");
  const [code, setCode] = useState<Code>();
  const path = { params: { path: { sessionId } } };
  const own = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/doors", {
          ...path,
          body: { name: t("showings.ownDoor") },
        }),
      ),
    touches: everything,
    onDone: () => window.location.assign("/door"),
  });
  const make = useAct({
    run: () => unwrap(api.POST("/api/staff/activities/sessions/{sessionId}/door-codes", { ...path, body: {} })),
    touches: [],
    onDone: setCode,
  });
  return (
    <Card title={t("showings.doors")}>
      <Flex gap={8} wrap>
        <Button type="primary" size="large" loading={own.isPending} onClick={() => own.mutate()}>
          {t("showings.useThisPhone")}
        </Button>
        <Button size="large" loading={make.isPending} onClick={() => make.mutate()}>
          {t("showings.codeForVolunteers")}
        </Button>
      </Flex>
      {code !== undefined && <PairingCode code={code} />}
      <PairedDoors sessionId={sessionId} />
    </Card>
  );
}

/** What volunteers scan or type. */
function PairingCode({ code: { pairingCode, expiresAt, uses } }: { code: Code }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Flex vertical align="center" gap={8} style={{ marginTop: 16 }}>
      <QRCode
        aria-label={t("showings.doorQr")}
        value={`${window.location.origin}/door?code=${pairingCode}`}
        size={180}
      />
      <strong className={styles.code}>{pairingCode}</strong>
      <span>{t("showings.codeUntil", { uses, until: show.dayTime(expiresAt) })}</span>
    </Flex>
  );
}

function PairedDoors({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const doors = useQuery({ ...doorsQuery(sessionId), refetchInterval: 15_000 });
  const retire = useAct({
    run: (doorId: string) =>
      unwrap(api.DELETE("/api/staff/activities/doors/{doorId}", { params: { path: { doorId } } })),
    touches: everything,
  });
  return (
    <QueryView query={doors} isEmpty={({ items }) => items.length === 0} empty={t("showings.noDoors")}>
      {({ items }) => (
        <ul className={styles.plain}>
          {items.map((door) => (
            <li key={door.id} className={styles.row}>
              <span>
                {door.name} · {t("showings.enteredCount", { entered: show.number(door.entered) })}
              </span>
              <Button loading={retire.isPending} onClick={() => retire.mutate(door.id)}>
                {t("showings.retireDoor")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
