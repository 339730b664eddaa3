import { Descriptions, Flex, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { provinces } from "../../../../wire/region-code.ts";
import type { OrganisationDetail } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { CodeShown } from "./code-shown.tsx";

/** What is written about an organisation. */
export function FactsShown({ organisation: one }: { organisation: OrganisationDetail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const nothing = t("organisations.nothingWritten");
  const day = (value: string | null) => (value === null ? nothing : show.date(value));
  const region = one.regionCode === null ? nothing : [one.regionCode, provinces[one.regionCode.slice(0, 2)]].join(" ");
  const revision = one.regionRevision === null ? "" : t("organisations.ofRevision", { revision: one.regionRevision });
  const legal = { true: t("common.yes"), false: t("common.no"), null: nothing }[`${one.legalPerson}`];
  const marks = (
    <Flex gap={4} wrap>
      {one.newForm && <ToneTag tone="waiting">{t("organisations.newForm")}</ToneTag>}
      {one.marks.map((mark) => (
        <Tag key={mark}>{t(`organisations.mark.${mark}`)}</Tag>
      ))}
      {one.marks.length === 0 && nothing}
    </Flex>
  );
  const facts = [
    ["creditCode", <CodeShown key="code" organisation={one} />],
    ["regionCode", `${region} ${revision}`],
    ["industry", one.industry === null ? nothing : `${one.industry} ${t(`organisations.industry.${one.industry}`)}`],
    ["unitType", one.unitType === null ? nothing : t(`organisations.unitType.${one.unitType}`)],
    ["legalPerson", legal],
    ["class", one.class === null ? nothing : t(`organisations.class.${one.class}`)],
    ["marks", marks],
    ["address", one.address ?? nothing],
    ["phone", one.phone ?? nothing],
    ["foundedOn", day(one.foundedOn)],
    ["termFrom", day(one.termFrom)],
    ["termYears", one.termYears === null ? nothing : t("organisations.years", { years: one.termYears })],
    ["electionDue", day(one.electionDue)],
  ] as const;
  return (
    <Descriptions
      column={{ xs: 1, xl: 2 }}
      items={facts.map(([name, children]) => ({ key: name, label: t(`organisations.fact.${name}`), children }))}
    />
  );
}
