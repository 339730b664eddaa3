import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Card, Descriptions, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Joining } from "../../../shared/api-types/index.ts";
import { DeadlineTag } from "../../shared/deadline-tag.tsx";
import { DecisionHistory } from "../../shared/decision-history.tsx";
import { IdentityState } from "../../shared/identity-state.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useShow } from "../../shared/use-show.ts";
import { AnswerJoining } from "./answer-joining.tsx";
import { joiningOneQuery } from "./joining.queries.ts";
import { joiningTones } from "./joining-tones.ts";
import { LikePeople } from "./like-people.tsx";
import { NumberShown } from "./number-shown.tsx";

/** One application: what was said, who may be the same person, how much time is left, and the answer. */
export function JoiningPage() {
  const { t } = useTranslation("console");
  const { joiningId } = useParams({ from: "/inside/joining/$joiningId" });
  const application = useQuery(joiningOneQuery(joiningId));
  return (
    <Page
      title={application.data?.name ?? t("joining.one")}
      back={<Link to="/joining">{t("joining.title")}</Link>}
      actions={application.data?.can.decide && <AnswerJoining application={application.data} />}
    >
      <QueryView query={application}>
        {(one) => (
          <Flex vertical gap={16}>
            <Facts one={one} />
            {one.like.length > 0 && <LikePeople people={one.like} />}
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

function Facts({ one }: { one: Joining }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const form = useEmploymentForm();
  const facts = [
    ["phone", <NumberShown key="phone" application={one} field="phone" />],
    ["idNumber", <NumberShown key="id" application={one} field="id_number" />],
    [
      "identity",
      <IdentityState
        key="identity"
        verified={one.identity?.verdict === "matches"}
        said={one.identity}
        ask={
          one.can.decide
            ? () =>
                unwrap(api.POST("/api/staff/joining/{joiningId}/verify", { params: { path: { joiningId: one.id } } }))
            : undefined
        }
        touches={[["joining"]]}
      />,
    ],
    ["form", form(one.employmentForm)],
    ["platform", one.platformName],
    ["employer", one.employerName],
    ["district", one.districtName],
    ["union", one.organisationName],
    ["why", one.unionReason && t(`joining.why.${one.unionReason}`)],
    ["channel", t(`joining.channel.${one.channel}`)],
    ["submitted", one.submittedAt && show.dayTime(one.submittedAt)],
    ["deadline", one.clock && <DeadlineTag key="clock" clock={one.clock} />],
    ["reason", one.reason],
    ["appeal", one.appeal],
  ] as const;
  return (
    <Card
      title={<ToneTag tone={joiningTones[one.state]}>{t(`joining.state.${one.state}`)}</ToneTag>}
      extra={
        one.personId !== null && (
          <Link to="/people/$personId" params={{ personId: one.personId }}>
            {t("joining.openPerson")}
          </Link>
        )
      }
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={facts
          .filter(([, value]) => value)
          .map(([key, children]) => ({ key, label: t(`joining.fact.${key}`), children }))}
      />
    </Card>
  );
}
