import { useQuery } from "@tanstack/react-query";
import { Empty, List } from "antd";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { useShow } from "../../shared/use-show.ts";
import { officersQuery } from "./organisations.queries.ts";

/** Who works for an organisation here, and with which duties; with a day who did then. */
export function OfficersTab({ id, day }: { id: string; day?: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const duty = useDutyName();
  const officers = useQuery(officersQuery(id, day));
  return (
    <QueryView query={officers}>
      {({ items }) => {
        const working = items.filter((one) => day !== undefined || one.disabledAt === null);
        const none = day === undefined ? "organisations.noOfficers" : "organisations.noOfficersThen";
        if (working.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(none)} />;
        return (
          <List
            dataSource={working}
            rowKey="id"
            renderItem={(one) => (
              <List.Item>
                <List.Item.Meta
                  title={one.name}
                  description={
                    show.words(one.duties.map((held) => duty.name(held.duty))) || t("organisations.withoutDuty")
                  }
                />
              </List.Item>
            )}
          />
        );
      }}
    </QueryView>
  );
}
