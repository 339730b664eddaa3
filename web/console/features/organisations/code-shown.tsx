import { Flex } from "antd";
import { useTranslation } from "react-i18next";
import type { OrganisationDetail } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";

/** The unified social credit code, with what speaks against it and why it was kept. */
export function CodeShown({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useTranslation("console");
  const { creditCode, creditCodeDoubt, creditCodeReason, creditCodeAlsoOf } = organisation;
  if (creditCode === null) return t("organisations.nothingWritten");
  return (
    <Flex vertical gap={4} align="start">
      <span>{creditCode}</span>
      {creditCodeDoubt !== null && (
        <>
          <ToneTag tone="waiting">{t(`organisations.doubt.${creditCodeDoubt}`)}</ToneTag>
          <span>
            {creditCodeReason === null
              ? t("organisations.keptWithoutReason")
              : t("organisations.keptBecause", { reason: creditCodeReason })}
          </span>
        </>
      )}
      {creditCodeAlsoOf !== null && (
        <ToneTag tone="waiting">{t("organisations.codeAlsoOf", { name: creditCodeAlsoOf })}</ToneTag>
      )}
    </Flex>
  );
}
