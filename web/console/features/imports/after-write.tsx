import { Link } from "@tanstack/react-router";
import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { FetchRefused } from "./fetch-refused.tsx";
import { knownKind } from "./sheet-kinds.ts";

/** What comes next when the rows are in the register: to see them, and to bring those that could not be taken once more. */
export function AfterWrite({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { kind, nodeId, subject, counts, mine, destroyed } = import_;
  const again = { kind, ...(subject === null ? { into: nodeId } : { subject: subject.id, about: subject.title }) };
  const hasLeft = counts.refused > 0 && mine && !destroyed;
  const isOfPeople = ["people", "labour_ledger"].includes(kind);
  const isOfSeats = subject !== null && (kind === "charter_list" || kind === "door_list");
  if (!hasLeft && !isOfPeople && !isOfSeats && knownKind(kind) !== "organisations") return null;
  return (
    <Card size="small" style={{ marginBottom: 16 }}>
      <Flex vertical gap={12}>
        {hasLeft && (
          <Flex gap={12} wrap align="center">
            <span>{t("imports.refusedLeft", { count: counts.refused, shown: show.number(counts.refused) })}</span>
            <FetchRefused import_={import_} />
            <Link to="/people/imports" search={again}>
              <Button tabIndex={-1}>{t("imports.bringCorrected")}</Button>
            </Link>
          </Flex>
        )}
        {isOfPeople && (
          <Link to="/people" search={{ org: nodeId }}>
            {t("imports.seePeople")}
          </Link>
        )}
        {isOfSeats && (
          <Link
            to={kind === "charter_list" ? "/charters/$sessionId" : "/showings/$sessionId"}
            params={{ sessionId: subject.id }}
          >
            {t("imports.seeSeats")}
          </Link>
        )}
        {knownKind(kind) === "organisations" && (
          <Link to="/organisations" search={{ at: nodeId }}>
            {t("imports.seeTree")}
          </Link>
        )}
      </Flex>
    </Card>
  );
}
