import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { Memberships } from "./memberships.tsx";
import { membershipsThenQuery } from "./people.queries.ts";

/** Where somebody belonged on a day. */
export function MembershipsThen({ personId, day }: { personId: string; day: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const memberships = useQuery(membershipsThenQuery(personId, day));
  return (
    <>
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 16 }}
        title={t("people.onDay.membershipsShown", { day: show.date(day) })}
      />
      <QueryView
        query={memberships}
        empty={t("people.onDay.noMemberships")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => <Memberships memberships={items} day={day} />}
      </QueryView>
    </>
  );
}
