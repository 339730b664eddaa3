import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Card, Descriptions, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantApplication } from "../../../shared/api-types/index.ts";
import { MaskedNumber, type RevealPurpose } from "../../shared/masked-number.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { applicationsQuery } from "./merchants.queries.ts";

/** Companies that asked to become merchants, and the union's answers. */
export function ApplicationsPage() {
  const { t } = useTranslation("console");
  const applications = useQuery(applicationsQuery);
  return (
    <Page
      title={t("merchants.application.title")}
      about={t("merchants.application.about", { address: `${location.origin}/partner/apply` })}
      back={<Link to="/merchants">{t("merchants.title")}</Link>}
    >
      <QueryView
        query={applications}
        empty={t("merchants.application.empty")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Flex vertical gap={16}>
            {items.map((one) => (
              <OneApplication key={one.id} application={one} />
            ))}
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

const tones = { submitted: "waiting", accepted: "done", refused: "bad" } as const;

function OneApplication({ application }: { application: MerchantApplication }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { state, creditCodeDoubt: doubt, licenceFileId } = application;
  const facts = [
    ["legalName", application.legalName],
    ["creditCode", application.creditCode],
    ["trade", application.trade],
    ["contact", <Contact key="contact" application={application} />],
    ["stores", application.stores.map(({ name, address, position }) => `${name} ${address} ${position}`).join("; ")],
    ["at", show.dayTime(application.submittedAt)],
    ["decidedBy", application.decidedBy],
    ["reason", application.reason],
  ] as const;
  return (
    <Card
      title={
        <>
          {application.tradeName} <ToneTag tone={tones[state]}>{t(`merchants.application.state.${state}`)}</ToneTag>
        </>
      }
      extra={
        <Flex gap={8} wrap>
          {licenceFileId !== null && (
            <Button size="small" href={`/api/staff/files/${licenceFileId}`} target="_blank">
              {t("merchants.application.licence")}
            </Button>
          )}
          {application.merchantId !== null && (
            <Link to="/merchants/$merchantId" params={{ merchantId: application.merchantId }}>
              {t("merchants.application.open")}
            </Link>
          )}
          {application.can.decide && <Answer application={application} />}
        </Flex>
      }
    >
      {doubt !== null && (
        <Alert
          type="warning"
          showIcon
          title={`${t(`merchants.agreement.doubt.${doubt}`)} ${application.creditCodeReason}`}
          style={{ marginBottom: 12 }}
        />
      )}
      {application.sameCode > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("merchants.application.sameCode", { count: application.sameCode })}
          style={{ marginBottom: 12 }}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={facts
          .filter(([, value]) => value)
          .map(([key, children]) => ({ key, label: t(`merchants.application.fact.${key}`), children }))}
      />
    </Card>
  );
}

/** Whom to call; every look at the whole number has a purpose and is audited. */
function Contact({ application: { id, contactName, phoneMasked, can } }: { application: MerchantApplication }) {
  const params = { path: { applicationId: id } };
  return (
    <span>
      {contactName}{" "}
      <MaskedNumber
        masked={phoneMasked}
        isPhone
        canReveal={can.call}
        reveal={(purpose: RevealPurpose) =>
          unwrap(api.POST("/api/staff/applications/{applicationId}/phone", { params, body: { purpose } }))
        }
        touches={[]}
      />
    </span>
  );
}

function Answer({ application: { id, tradeName } }: { application: MerchantApplication }) {
  const { t } = useTranslation("console");
  const [refusing, setRefusing] = useState(false);
  const params = { path: { applicationId: id } };
  const about = { done: t("merchants.changed"), touches: [["merchants"]], onDone: () => setRefusing(false) };
  const accept = useAct({
    run: () => unwrap(api.POST("/api/staff/applications/{applicationId}/accept", { params })),
    ...about,
  });
  const refuse = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/applications/{applicationId}/refuse", { params, body: { reason } })),
    ...about,
  });
  return (
    <>
      <Button size="small" type="primary" loading={accept.isPending} onClick={() => accept.mutate()}>
        {t("merchants.application.accept")}
      </Button>
      <Button size="small" onClick={() => setRefusing(true)}>
        {t("merchants.application.refuse")}
      </Button>
      <ReasonModal
        open={refusing}
        title={t("merchants.application.refuseTitle", { name: tradeName })}
        warning={t("merchants.application.refuseWarning")}
        ok={t("merchants.application.refuse")}
        busy={refuse.isPending}
        onCancel={() => setRefusing(false)}
        onConfirm={(reason) => refuse.mutate(reason)}
      />
    </>
  );
}
