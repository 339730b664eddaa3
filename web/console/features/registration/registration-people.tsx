import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Flex, Table } from "antd";
import { type Key, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Registration, RegistrationPerson } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { ActForMany, actsFor } from "./act-for-many.tsx";
import { type RegistrationList, registrationPeopleQuery } from "./registration.queries.ts";

interface Props {
  registration: Registration;
  list: RegistrationList;
  after: string | undefined;
}

/** People of one list; those chosen, or all of it, are dealt with in one act. */
export function RegistrationPeople({ registration, list, after }: Props) {
  const { t } = useTranslation("console");
  const organisationId = useOrganisationId();
  const people = useQuery(registrationPeopleQuery(registration.id, { list, organisationId, after }));
  const [chosen, setChosen] = useState<string[]>([]);
  const columns = useColumns(list);
  const canAct = registration.canAct && actsFor(registration.stage, list).length > 0;
  const selection = {
    selectedRowKeys: chosen,
    onChange: (keys: Key[]) => setChosen(keys.map(String)),
    // The box in the head is drawn a second time where nobody sees it; all of the list is an act of its own.
    hideSelectAll: true,
    getCheckboxProps: ({ name }: RegistrationPerson) => ({ "aria-label": t("registration.choose", { name }) }),
  };
  return (
    <QueryView query={people} empty={t(`registration.empty.${list}`)} isEmpty={({ items }) => items.length === 0}>
      {({ items, next }) => (
        <>
          {canAct && list !== "registered" && (
            <ActForMany registration={registration} list={list} chosen={chosen} onDone={() => setChosen([])} />
          )}
          <Table<RegistrationPerson>
            rowKey="id"
            size="small"
            dataSource={items}
            columns={columns}
            pagination={false}
            scroll={{ x: 740 }}
            {...(canAct ? { rowSelection: selection } : {})}
          />
          <PageTurner after={after} next={next} />
        </>
      )}
    </QueryView>
  );
}

function useColumns(list: RegistrationList) {
  const { t } = useTranslation("console");
  const why = {
    ...{ title: t("registration.whyTitle"), key: "why" },
    render: (_: unknown, one: RegistrationPerson) => one.why && t(`registration.why.${one.why}`),
  };
  return [
    {
      ...{ title: t("registration.person"), key: "name" },
      render: (_: unknown, { id, name, memberNumber }: RegistrationPerson) => (
        <Flex vertical align="start">
          <Link to="/people/$personId" params={{ personId: id }}>
            {name}
          </Link>
          <small>{memberNumber}</small>
        </Flex>
      ),
    },
    { title: t("registration.phone"), key: "phone", dataIndex: "phoneMasked", width: 128 },
    { title: t("registration.union"), key: "union", dataIndex: "union" },
    ...(list === "left" || list === "decided" ? [why] : []),
    {
      ...{ title: t("registration.state"), key: "state" },
      render: (_: unknown, one: RegistrationPerson) => <Stand one={one} />,
    },
  ];
}

/** What was said by whom, and what the union decided. */
function Stand({ one }: { one: RegistrationPerson }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const said =
    one.said !== null && one.saidBy !== null && one.saidAt !== null
      ? `${t(`registration.said.${one.said}`)} · ${t(`registration.by.${one.saidBy}`)} · ${show.date(one.saidAt)}`
      : undefined;
  const decided = one.decision === null ? undefined : t(`registration.decision.${one.decision}`);
  return <>{[said, decided].filter((part) => part !== undefined).join(" · ") || t("registration.figure.notYet")}</>;
}
