import { ArrowRightOutlined } from "@ant-design/icons";
import { Flex } from "antd";
import { useTranslation } from "react-i18next";
import type { Import, ImportLine } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { DecideLine } from "./decide-line.tsx";

interface LineSaysProps {
  import_: Import;
  line: ImportLine;
  titleOf: (key: string) => string;
}

/** What is special about a row: why it cannot be taken, what it changes, whom it may mean, what could not be taken back. */
export function LineSays({ import_, line, titleOf }: LineSaysProps) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const changes = line.cells.filter(({ changed }) => changed);
  const kept = line.kept.map((key) => (key === "*" ? t("imports.keptWhole") : titleOf(key)));
  return (
    <Flex vertical gap={4}>
      {[...line.defects, ...line.notes].map(({ column, code, params }) => (
        <span key={`${column} ${code}`}>
          {column !== null && <b>{titleOf(column)} </b>}
          {codeText(language, code, { ...saidIn(line, column), ...params }) ?? t("imports.cannotBeTaken")}
        </span>
      ))}
      {changes.map(({ key, before, value }) => (
        <span key={key}>
          <b>{titleOf(key)}</b> {before === null || before === "" ? t("imports.blank") : before}{" "}
          <ArrowRightOutlined aria-label={t("imports.becomes")} /> {value}
        </span>
      ))}
      {line.state === "stale" && <span>{t("imports.staleAbout")}</span>}
      {kept.length > 0 && <span>{t("imports.keptAbout", { names: kept.join("、") })}</span>}
      {line.outcome === "conflict" && <DecideLine import_={import_} line={line} />}
    </Flex>
  );
}

/** What the cell says that is spoken of, for texts that repeat it. */
const saidIn = ({ cells }: ImportLine, column: string | null): { said?: string } => {
  const value = cells.find(({ key }) => key === column)?.value ?? "";
  return value === "" ? {} : { said: value };
};
