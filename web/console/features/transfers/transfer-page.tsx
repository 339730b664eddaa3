import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Card, Descriptions, Flex } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Transfer } from "../../../shared/api-types/index.ts";
import { DecisionHistory } from "../../shared/decision-history.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useShow } from "../../shared/use-show.ts";
import { TransferActs } from "./transfer-acts.tsx";
import { TransferState } from "./transfer-state.tsx";
import { transferQuery } from "./transfers.queries.ts";

/** One transfer: from where to where, how far it is, who it is about, and the answer. */
export function TransferPage() {
  const { t } = useTranslation("console");
  const { transferId } = useParams({ from: "/inside/transfers/$transferId" });
  const transfer = useQuery(transferQuery(transferId));
  return (
    <Page
      title={transfer.data?.name ?? t("transfers.title")}
      back={<Link to="/transfers">{t("transfers.title")}</Link>}
      actions={transfer.data && <TransferActs transfer={transfer.data} />}
    >
      <QueryView query={transfer}>
        {(one) => (
          <Flex vertical gap={16}>
            <Way one={one} />
            {one.person && <Who one={one} person={one.person} />}
            {one.decisions.length > 0 && (
              <Card title={t("office.history")}>
                <DecisionHistory decisions={one.decisions} />
              </Card>
            )}
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

type Facts = readonly (readonly [key: keyof typeof import("./zh-CN.ts").transfers.fact, value: ReactNode])[];

/** What is not there takes no room. */
function FactList({ facts }: { facts: Facts }) {
  const { t } = useTranslation("console");
  const items = facts
    .filter(([, value]) => value)
    .map(([key, children]) => ({ key, label: t(`transfers.fact.${key}`), children }));
  return <Descriptions size="small" column={{ xs: 1, md: 2 }} items={items} />;
}

function Way({ one }: { one: Transfer }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const facts: Facts = [
    ["from", one.fromName],
    ["to", one.toName],
    ["reason", one.reason],
    ["begunBy", t(`transfers.begunBy.${one.begunBy}`)],
    ["begun", show.dayTime(one.begunAt)],
    ["released", one.releasedAt && show.dayTime(one.releasedAt)],
    ["ended", one.endedAt && show.dayTime(one.endedAt)],
    ["refusal", one.refusal],
    ["appeal", one.appeal],
  ];
  return (
    <Card title={<TransferState transfer={one} />}>
      <FactList facts={facts} />
    </Card>
  );
}

function Who({ one, person }: { one: Transfer; person: NonNullable<Transfer["person"]> }) {
  const { t } = useTranslation("console");
  const form = useEmploymentForm();
  const facts: Facts = [
    ["number", one.memberNumber],
    ["phone", person.phoneMasked],
    ["idNumber", person.idMasked],
    ["identity", t(person.verified ? "people.verified" : "people.notVerified")],
    ["form", form(person.employmentForm)],
    ["employer", person.employerName],
    ["since", person.memberSince],
  ];
  return (
    <Card
      title={t("transfers.person")}
      extra={
        one.can.openFile && (
          <Link to="/people/$personId" params={{ personId: one.personId }}>
            {t("transfers.openFile")}
          </Link>
        )
      }
    >
      <FactList facts={facts} />
    </Card>
  );
}
