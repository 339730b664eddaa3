import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonThen } from "../../../shared/api-types/index.ts";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { RowsOrCards } from "../../shared/rows-or-cards.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { membershipTones } from "./memberships.tsx";
import { peopleThenQuery } from "./people.queries.ts";

interface PeopleThenProps {
  day: string;
  organisationId: string;
  q: string | undefined;
  after: string | undefined;
}

/** Who belonged to a union, or to what was below it, on a day; for reading. */
export function PeopleThen(asked: PeopleThenProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const people = useQuery(peopleThenQuery(asked));
  const { total } = people.data ?? {};
  return (
    <>
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 16 }}
        title={t("people.onDay.shown", { day: show.date(asked.day) })}
        description={total !== undefined && t("people.onDay.total", { total: show.number(total) })}
      />
      <QueryView
        query={people}
        empty={asked.q ? t("people.none", { q: asked.q }) : t("people.onDay.empty")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items, next }) => (
          <>
            <Lines items={items} day={asked.day} />
            <PageTurner after={asked.after} next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}

function Lines({ items, day }: { items: PersonThen[]; day: string }) {
  const { t } = useTranslation("console");
  return (
    <RowsOrCards
      label={t("people.title")}
      items={items}
      columns={[
        {
          title: t("common.personName"),
          key: "name",
          width: 200,
          render: (_, { id, name, hasLeft }) =>
            hasLeft ? (
              <>
                {name} <Tag>{t("people.onDay.left")}</Tag>
              </>
            ) : (
              <Link to="/people/$personId" params={{ personId: id }} search={{ day }}>
                {name}
              </Link>
            ),
        },
        {
          title: t("common.phone"),
          dataIndex: "phoneMasked",
          width: 140,
          render: (phone: string) => phone || "–",
        },
        {
          title: t("people.memberNumber"),
          dataIndex: "memberNumber",
          width: 130,
          render: (number: string | null) => number ?? "–",
        },
        {
          title: t("people.union"),
          key: "union",
          render: (_, { unions }) =>
            unions.map(({ id, name, state, primary }) => (
              <div key={id}>
                {name} {primary && <Tag>{t("people.primary")}</Tag>}
                {state !== "active" && (
                  <ToneTag tone={membershipTones[state]}>{t(`people.membershipState.${state}`)}</ToneTag>
                )}
              </div>
            )),
        },
      ]}
    />
  );
}
