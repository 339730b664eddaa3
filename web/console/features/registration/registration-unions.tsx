import { Link } from "@tanstack/react-router";
import { Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { Registration } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";

type Union = Registration["unions"][number];

/** How far each organisation below is; its name narrows the page to it. */
export function RegistrationUnions({ registration: { id, unions, stage } }: { registration: Registration }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const number = { align: "right" as const, width: 110 };
  const share = ({ members, registered }: Union) =>
    members === 0 ? "–" : `${show.number(Math.floor((registered / members) * 100))}%`;
  return (
    <Card title={t("registration.unions")} style={{ marginTop: 16 }}>
      <Table<Union>
        rowKey="id"
        size="small"
        dataSource={unions}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 700 }}
        columns={[
          {
            title: t("registration.union"),
            render: (_, union) => (
              <Link to="/registrations/$registrationId" params={{ registrationId: id }} search={{ org: union.id }}>
                {union.name}
              </Link>
            ),
          },
          {
            ...{ title: t("registration.figure.members"), ...number, sorter: (a, b) => a.members - b.members },
            render: (_, { members }) => show.number(members),
          },
          {
            ...{ title: t("registration.figure.registered"), ...number, sorter: (a, b) => a.registered - b.registered },
            render: (_, { registered }) => show.number(registered),
          },
          {
            ...{ title: t("registration.figure.notYet"), ...number, sorter: (a, b) => a.notYet - b.notYet },
            render: (_, { notYet }) => (stage === "past" ? "–" : show.number(notYet)),
          },
          { title: t("registration.rate"), ...number, render: (_, union) => share(union) },
        ]}
      />
    </Card>
  );
}
