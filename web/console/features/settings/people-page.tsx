import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Empty, Flex, Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { BenefitsOffice } from "../../../shared/api-types/index.ts";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settings.module.css";
import { officeQuery } from "./settings.queries.ts";

/** How many people's hands a campaign goes through in one union, and in those below it. */
export function PeoplePage() {
  const { t } = useTranslation("console");
  const home = useHomeOrganisationId();
  const organisationId = useOrganisationId() ?? home;
  const office = useQuery({ ...officeQuery(organisationId ?? ""), enabled: organisationId !== undefined });
  return (
    <Page title={t("settings.people.title")} about={t("settings.people.about")}>
      {organisationId === undefined ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("settings.people.choose")} />
      ) : (
        <QueryView query={office}>
          {(found) => (
            <Card title={found.organisationName} className={styles.narrow ?? ""}>
              <PeopleForm key={`${organisationId} ${found.people}`} office={found} />
            </Card>
          )}
        </QueryView>
      )}
    </Page>
  );
}

function PeopleForm({ office }: { office: BenefitsOffice }) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<{ people: 2 | 3 }>();
  const chosen = Form.useWatch("people", form) ?? office.people;
  const { organisationId } = office;
  const act = useAct({
    run: ({ people }: { people: 2 | 3 }) =>
      unwrap(
        api.PUT("/api/staff/benefits-office/{organisationId}", {
          params: { path: { organisationId } },
          body: { people },
        }),
      ),
    ...{ done: t("settings.people.saved"), touches: [["settings", "office"]] },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ people: office.people }}
      onFinish={(values) => act.mutate(values)}
    >
      <LaidDown office={office} />
      <Form.Item name="people" label={t("settings.people.label")}>
        <Radio.Group disabled={!office.can.change}>
          <Flex vertical gap={12}>
            {([3, 2] as const).map((people) => (
              <Radio key={people} value={people}>
                <strong>{t(`settings.people.of.${people}`)}</strong>
                <br />
                {t(`settings.people.meaning.${people}`)}
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
      {chosen < office.people && (
        <Alert type="warning" showIcon title={t("settings.people.fewer")} className={styles.gap ?? ""} />
      )}
      {office.can.change ? (
        <Button type="primary" htmlType="submit" loading={act.isPending} disabled={chosen === office.people}>
          {t("settings.people.save")}
        </Button>
      ) : (
        <p>{t("settings.people.whoMay")}</p>
      )}
    </Form>
  );
}

/** Where the rule comes from that holds now. */
function LaidDown({ office: { laidDown, organisationId } }: { office: BenefitsOffice }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (laidDown === null) return <p>{t("settings.people.usual")}</p>;
  const when = { day: show.date(laidDown.at), name: laidDown.organisationName };
  return <p>{t(laidDown.organisationId === organisationId ? "settings.people.own" : "settings.people.above", when)}</p>;
}
