import { Alert, Button, Flex, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

/** Every step by whom and when, the papers behind it, and whether anybody touched the lines since. */
export function StatementHistory({ statement }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const decisionFile = (step: string, revision: number) =>
    statement.decisions.find((one) => one.step === step && one.revision === revision)?.file;
  return (
    <Flex vertical gap={16}>
      <Verify statement={statement} />
      <Timeline
        items={statement.history.map(({ id, step, by, byMerchant, at, note, fileId, revision, totalFen }) => {
          const signed = fileId === null ? undefined : { id: fileId, name: t("settlement.signedPaper") };
          const file = signed ?? decisionFile(step, revision);
          return {
            key: id,
            content: (
              <div className={styles.lines}>
                {t(signed ? "settlement.step.confirmed_on_paper" : `settlement.step.${step as "drafted"}`)} ·{" "}
                {show.money(totalFen)}
                <small>
                  {by}
                  {byMerchant && ` (${t("settlement.ofMerchant")})`} · {show.dayTime(at)} ·{" "}
                  {t("settlement.revision", { revision })}
                </small>
                {note && <small>{note}</small>}
                {file && <a href={`/api/staff/files/${file.id}`}>{file.name}</a>}
              </div>
            ),
          };
        })}
      />
    </Flex>
  );
}

function Verify({ statement: { id, digest } }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const verify = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/statements/{statementId}/verify", { params: { path: { statementId: id } } })),
    touches: [],
  });
  const found = verify.data;
  const faults = found?.faults.map(({ what, positions }) => (
    <li key={what}>{t(`settlement.fault.${what}`, { positions: positions.join("、") })}</li>
  ));
  return (
    <Flex vertical gap={8} align="start">
      {digest && (
        <span>
          {t("settlement.digest")} <span className={styles.hash}>{digest}</span>
        </span>
      )}
      <Button loading={verify.isPending} onClick={() => verify.mutate()}>
        {t("settlement.verify")}
      </Button>
      {found && (
        <Alert
          role="status"
          type={found.ok ? "success" : "error"}
          showIcon
          title={t(found.ok ? "settlement.whole" : "settlement.tampered", { count: found.lines })}
          description={found.ok ? undefined : <ul className={styles.faults}>{faults}</ul>}
        />
      )}
    </Flex>
  );
}
