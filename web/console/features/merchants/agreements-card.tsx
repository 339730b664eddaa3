import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Descriptions, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement, Merchant } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AgreementActs } from "./agreement-acts.tsx";
import { AgreementForm } from "./agreement-form.tsx";
import { agreementsQuery } from "./merchants.queries.ts";

/** What union and merchant have signed, with the answers of the second person. */
export function AgreementsCard({ merchant }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const agreements = useQuery(agreementsQuery(merchant.id));
  const [writing, setWriting] = useState<"new" | Agreement>();
  const add = merchant.can.keep && <Button onClick={() => setWriting("new")}>{t("merchants.agreement.new")}</Button>;
  return (
    <Card title={t("merchants.agreement.title")} extra={add}>
      {merchant.agreement.provisional && !merchant.agreement.pending && (
        <Alert type="warning" showIcon title={t("merchants.agreement.provisional")} style={{ marginBottom: 16 }} />
      )}
      {merchant.agreement.state === "none" && (
        <Alert type="warning" showIcon title={t("merchants.agreement.none")} style={{ marginBottom: 16 }} />
      )}
      <QueryView query={agreements}>
        {(items) => (
          <Flex vertical gap={16}>
            {items.map((one) => (
              <OneAgreement key={one.id} agreement={one} onEdit={() => setWriting(one)} />
            ))}
          </Flex>
        )}
      </QueryView>
      {writing !== undefined && (
        <AgreementForm
          merchant={merchant}
          agreement={writing === "new" ? undefined : writing}
          onClose={() => setWriting(undefined)}
        />
      )}
    </Card>
  );
}

const tones: Record<Agreement["state"], Tone> = {
  draft: "plain",
  submitted: "waiting",
  refused: "bad",
  to_come: "waiting",
  in_force: "done",
  ended: "plain",
  terminated: "bad",
};

function OneAgreement({ agreement, onEdit }: { agreement: Agreement; onEdit: () => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { state, provisional, startsOn, endsOn, bank, creditCodeDoubt: doubt } = agreement;
  const days = `${show.date(startsOn)} – ${endsOn === null ? t("merchants.agreement.noEnd") : show.date(endsOn)}`;
  const facts = [
    ["startsOn", days],
    ["legalName", agreement.legalName],
    ["creditCode", agreement.creditCode],
    ["bank", bank && `${bank.bankName} ${bank.accountMasked}`],
    ["invoiceTitle", agreement.invoiceTitle],
    ["made", [agreement.createdBy, agreement.checkedBy].filter(Boolean).join(" / ")],
    ["reason", agreement.reason],
  ] as const;
  return (
    <section>
      <Flex gap={8} align="center" justify="space-between" wrap>
        <strong>
          {provisional ? t("merchants.agreement.withoutPapers") : agreement.contractNumber}{" "}
          <ToneTag tone={tones[state]}>{t(`merchants.agreement.state.${state}`)}</ToneTag>
        </strong>
        <Flex gap={8} wrap>
          {agreement.scanFileId !== null && (
            <Button size="small" href={`/api/staff/files/${agreement.scanFileId}`} target="_blank">
              {t("merchants.agreement.openScan")}
            </Button>
          )}
          <AgreementActs agreement={agreement} onEdit={onEdit} />
        </Flex>
      </Flex>
      {doubt !== null && !provisional && (
        <Alert
          type="warning"
          showIcon
          title={`${t(`merchants.agreement.doubt.${doubt}`)} ${agreement.creditCodeReason ?? ""}`}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={facts
          .filter(([, value]) => value)
          .map(([key, children]) => ({ key, label: t(`merchants.agreement.fact.${key}`), children }))}
      />
    </section>
  );
}
