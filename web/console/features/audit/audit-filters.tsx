import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useSetSearch } from "../../shared/use-set-search.ts";
import type { AuditFilter } from "./audit.queries.ts";

/** Narrows the record by days, action and thing; kept in the address. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const apply = (values: AuditFilter) => {
    const tidy = (text: string | undefined) => text?.trim() || undefined;
    const { from, to, action, objectId } = values;
    setSearch({ from: tidy(from), to: tidy(to), action: tidy(action), objectId: tidy(objectId) });
  };
  return (
    <Form<AuditFilter>
      key={JSON.stringify(filter)}
      layout="inline"
      initialValues={filter}
      onFinish={apply}
      style={{ margin: "16px 0", rowGap: 8 }}
    >
      <Form.Item name="from" label={t("audit.from")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t("audit.to")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="action" label={t("audit.action")}>
        <Input allowClear placeholder="campaign.approved" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="objectId" label={t("audit.objectId")}>
        <Input allowClear style={{ width: 200 }} />
      </Form.Item>
      <Button htmlType="submit" type="primary">
        {t("common.search")}
      </Button>
    </Form>
  );
}
