import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TillStatement } from "../../../shared/api-types/index.ts";
import { formatMoney } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { SignStatement } from "./sign-statement.tsx";
import { statementLinesQuery, statementQuery } from "./statement.queries.ts";
import { StatementLine } from "./statement-line.tsx";
import styles from "./statements.module.css";

interface StatementViewProps {
  statementId: string;
  onBack: () => void;
}

/** One statement: the sum, the account it goes to, every line; a line that is wrong can be objected to. */
export function StatementView({ statementId, onBack }: StatementViewProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const statement = useQuery(statementQuery(statementId));
  const [objections, setObjections] = useState<Record<string, string>>({});
  const [signing, setSigning] = useState<"confirm" | "dispute">();
  const one = statement.data;
  if (statement.isError) return <Trouble error={statement.error} onRetry={() => void statement.refetch()} />;
  if (!one) return <p>{t("shared:loading")}</p>;
  const done = () => {
    setSigning(undefined);
    setObjections({});
  };
  if (signing) return <SignStatement statement={one} act={signing} objections={objections} onDone={done} />;
  const count = Object.keys(objections).length;
  return (
    <section>
      <Head statement={one} />
      <Lines statement={one} objections={objections} onObject={setObjections} />
      {one.can.confirm && (
        <div className={styles.acts}>
          {count === 0 ? (
            <Button primary onClick={() => setSigning("confirm")}>
              {t("partner:statements.confirm")}
            </Button>
          ) : (
            <Button primary onClick={() => setSigning("dispute")}>
              {t("partner:statements.dispute", { count })}
            </Button>
          )}
        </div>
      )}
      <Button onClick={onBack}>{t("partner:statements.back")}</Button>
    </section>
  );
}

function Head({ statement }: { statement: TillStatement }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const { number, fromDay, toDay, totalFen, capitals, payee, union, state, disputes } = statement;
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{t("statements.days", { from: fromDay, to: toDay })}</h1>
      <p className={styles.soft}>
        {number} · {union} · {t(`statements.state.${state}`)}
      </p>
      <p className={styles.total}>{formatMoney(language, totalFen)}</p>
      <p className={styles.soft}>{capitals}</p>
      <p>
        {t("statements.payee", { name: payee.legalName })}
        <br />
        {payee.bank === null ? t("statements.noAccount") : `${payee.bank} ${payee.account ?? ""}`}
      </p>
      {disputes.map(({ id, position, reason, answer }) => (
        <p key={id} className={styles.dispute}>
          {position === null ? t("statements.missing") : t("statements.line", { position })}:{reason}
          {answer && (
            <>
              <br />
              {t("statements.answer", { text: answer.text })}
            </>
          )}
        </p>
      ))}
    </header>
  );
}

interface LinesProps {
  statement: TillStatement;
  objections: Record<string, string>;
  onObject: (next: Record<string, string>) => void;
}

function Lines({ statement, objections, onObject }: LinesProps) {
  const { t } = useTranslation("partner");
  const lines = useInfiniteQuery(statementLinesQuery(statement.id));
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (position: number, reason: string | undefined) => {
    const { [position]: _gone, ...others } = objections;
    onObject(reason === undefined ? others : { ...others, [position]: reason });
  };
  return (
    <>
      <ul className={styles.lines}>
        {items.map((line) => (
          <StatementLine
            key={line.id}
            line={line}
            objection={objections[line.position]}
            {...(statement.can.confirm
              ? { onObject: (reason: string | undefined) => change(line.position, reason) }
              : {})}
          />
        ))}
      </ul>
      {lines.hasNextPage && <Button onClick={() => void lines.fetchNextPage()}>{t("statements.more")}</Button>}
    </>
  );
}
