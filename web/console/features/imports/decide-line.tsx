import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import, ImportLine } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { importsKey } from "./imports.queries.ts";
import { knownKind, waysOf } from "./sheet-kinds.ts";

type Decision = { decision: "same" | "new" | "leave"; targetId?: string };

/** What names one and nobody else: it cannot be somebody new then. */
const decisive = new Set(["id", "phone", "id_equal", "phone_equal"]);

/** Whom a row means: one of those who are known, somebody new, or nobody for now. */
export function DecideLine({ import_, line }: { import_: Import; line: ImportLine }) {
  const { t } = useTranslation("console");
  const decide = useAct({
    run: (body: Decision) =>
      unwrap(
        api.POST("/api/staff/imports/{importId}/lines/{row}/decision", {
          params: { path: { importId: import_.id, row: line.row } },
          body,
        }),
      ),
    touches: [importsKey],
  });
  const press = (decision: Decision) => ({
    size: "small" as const,
    disabled: decide.isPending || import_.state !== "review",
    "aria-pressed": line.decision === decision.decision,
    type: line.decision === decision.decision ? ("primary" as const) : ("default" as const),
    onClick: () => decide.mutate(decision),
  });
  return (
    <Flex vertical gap={4}>
      {line.candidates.map(({ id, name, facts, score, reasons }) => (
        <span key={id}>
          {t("imports.candidate", { name, facts: facts.join(" · ") })}{" "}
          <small>
            {t("duplicates.score", { score })}{" "}
            {reasons
              .map((reason) => t([`duplicates.reason.${reason as "id_equal"}`, `imports.reason.${reason as "id"}`]))
              .join("、")}
          </small>{" "}
          <Button {...press({ decision: "same", targetId: id })}>{t("imports.same")}</Button>
        </span>
      ))}
      <Flex gap={4} wrap>
        {waysOf[knownKind(import_.kind)].addsNew &&
          !line.candidates.some(({ reasons }) => reasons.some((reason) => decisive.has(reason))) && (
            <Button {...press({ decision: "new" })}>{t("imports.new")}</Button>
          )}
        <Button {...press({ decision: "leave" })}>{t("imports.leave")}</Button>
      </Flex>
    </Flex>
  );
}
