import { CheckCircleOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Tag } from "antd";
import type { ColumnsType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { PersonRow } from "../../../shared/api-types/index.ts";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";

/** The columns of the list of people. */
export function usePeopleColumns(): ColumnsType<PersonRow> {
  const { t } = useTranslation("console");
  const employmentForm = useEmploymentForm();
  return [
    {
      title: t("common.personName"),
      key: "name",
      width: 160,
      render: (_, { id, name, verified }) => (
        <>
          <Link to="/people/$personId" params={{ personId: id }}>
            {name}
          </Link>{" "}
          {verified && <CheckCircleOutlined aria-label={t("people.verified")} title={t("people.verified")} />}
        </>
      ),
    },
    { title: t("common.phone"), key: "phone", dataIndex: "phoneMasked", width: 140 },
    { title: t("people.memberNumber"), key: "memberNumber", dataIndex: "memberNumber", width: 130 },
    {
      title: t("people.union"),
      key: "union",
      render: (_, { unions, memberNumber }) =>
        memberNumber === null ? <Tag>{t("people.filter.without")}</Tag> : unions.map(({ name }) => name).join(" · "),
    },
    {
      title: t("people.employmentForm"),
      key: "employmentForm",
      dataIndex: "employmentForm",
      width: 120,
      render: employmentForm,
    },
    {
      title: t("people.tags"),
      key: "tags",
      dataIndex: "tags",
      width: 160,
      render: (tags: string[]) => tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
    },
  ];
}
