import { Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { actionOf, knownActions } from "../../shared/use-audit-names.ts";
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
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("audit.anyAction")}
          style={{ width: 200 }}
          options={knownActions.map((key) => ({ value: actionOf(key), label: t(`audit.event.${key}`) }))}
        />
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
