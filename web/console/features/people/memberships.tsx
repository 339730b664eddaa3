import { Link } from "@tanstack/react-router";
import { Table, Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";

type Membership = Omit<PersonPage["memberships"][number], "next">;

/** How the states of a membership are shown. */
export const membershipTones = {
  active: "done",
  transferring: "waiting",
  retained: "waiting",
  suspended: "bad",
  resigned: "plain",
  expelled: "plain",
  closed: "plain",
  transferred: "plain",
} as const satisfies Record<Membership["state"], Tone>;

/** Where somebody is and was a member, and since when; of a day, links keep it. */
export function Memberships({ memberships, day }: { memberships: Membership[]; day?: string }) {
  const { t } = useTranslation("console");
  return (
    <Table<Membership>
      rowKey={({ organisationId, validFrom, validTo }) => `${organisationId} ${validFrom} ${validTo}`}
      size="small"
      pagination={false}
      scroll={{ x: 480 }}
      dataSource={memberships}
      columns={[
        {
          title: t("people.union"),
          key: "union",
          render: (_, { organisationId, organisationName, primary, basis, ours }) => (
            <>
              {ours ? (
                <Link to="/organisations" search={{ at: organisationId, ...(day && { day }) }}>
                  {organisationName}
                </Link>
              ) : (
                organisationName
              )}{" "}
              {!ours && <Tag>{t("people.formerUnion")}</Tag>}
              {primary && <Tag>{t("people.primary")}</Tag>}
              {basis && <Tag>{t(`people.bases.${basis}`)}</Tag>}
            </>
          ),
        },
        {
          title: t("common.status"),
          dataIndex: "state",
          width: 120,
          render: (state: Membership["state"]) => (
            <ToneTag tone={membershipTones[state]}>{t(`people.membershipState.${state}`)}</ToneTag>
          ),
        },
        { title: t("people.validFrom"), dataIndex: "validFrom", width: 130 },
        { title: t("people.validTo"), dataIndex: "validTo", width: 130, render: (day: string | null) => day ?? "–" },
      ]}
    />
  );
}
