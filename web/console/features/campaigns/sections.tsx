import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { fundSourcesQuery } from "../../shared/fund-sources.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AudienceFields } from "./audience-fields.tsx";
import styles from "./campaigns.module.css";
import { CoverField } from "./cover-field.tsx";
import { StoresField } from "./stores-field.tsx";

const useNeeded = () => {
  const { t } = useTranslation("console");
  return { required: true, message: t("common.needed") };
};

/** Themes that unions use year after year, offered as tags; others are typed. */
const themes = ["newYear", "warmth", "tradeIn"] as const;

/** What it is and when it runs. */
export function AboutSection() {
  const { t } = useTranslation("console");
  const needed = useNeeded();
  return (
    <Card title={t("campaigns.section.about")} className={styles.section ?? ""}>
      <Form.Item name="title" label={t("campaigns.name")} rules={[needed]}>
        <Input maxLength={60} showCount autoFocus />
      </Form.Item>
      <div className={styles.grid}>
        <Form.Item name="organisationId" label={t("campaigns.organisation")} rules={[needed]}>
          <OrganisationSelect label={t("campaigns.organisation")} />
        </Form.Item>
        <Form.Item name="theme" label={t("campaigns.theme")}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="startsOn" label={t("campaigns.startsOn")} rules={[needed]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="endsOn"
          label={t("campaigns.endsOn")}
          dependencies={["startsOn"]}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: async (_, value: string) => {
                if (value < getFieldValue("startsOn")) throw new Error(t("campaigns.endsBefore"));
              },
            }),
          ]}
        >
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="tags" label={t("campaigns.tags")} extra={t("campaigns.tagsHelp")}>
        <Select
          mode="tags"
          maxCount={20}
          options={themes.map((theme) => ({ value: t(`campaigns.themes.${theme}`) }))}
        />
      </Form.Item>
      <Form.Item name="coverFileId" label={t("campaigns.cover")} extra={t("campaigns.coverHelp")}>
        <CoverField />
      </Form.Item>
      <Form.Item name="description" label={t("campaigns.description")}>
        <Input.TextArea rows={2} maxLength={5000} />
      </Form.Item>
      <Form.Item name="rules" label={t("campaigns.rules")} extra={t("campaigns.rulesHelp")}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
    </Card>
  );
}

/** Who may take part, and where it is used. */
export function PeopleSection() {
  const { t } = useTranslation("console");
  return (
    <Card title={t("campaigns.section.people")} className={styles.section ?? ""}>
      <AudienceFields />
      <Form.Item name="storeIds" label={t("campaigns.stores")} extra={t("campaigns.storesHelp")}>
        <StoresField />
      </Form.Item>
    </Card>
  );
}

/** Which money, and how much of it. */
export function MoneySection() {
  const { t } = useTranslation("console");
  const show = useShow();
  const needed = useNeeded();
  const funds = useQuery(fundSourcesQuery(undefined));
  const own = (funds.data?.items ?? []).map(({ id, name, availableFen }) => ({
    value: id,
    label: t("campaigns.fundOption", { name, available: show.money(availableFen) }),
  }));
  return (
    <Card title={t("campaigns.section.money")} className={styles.section ?? ""}>
      <div className={styles.grid}>
        <Form.Item name="fundSourceId" label={t("campaigns.fundSource")} rules={[needed]}>
          <Select options={own} loading={funds.isFetching} />
        </Form.Item>
        <Form.Item name="budgetYuan" label={t("campaigns.budget")} rules={[needed]} extra={t("campaigns.budgetHelp")}>
          <InputNumber min={0} max={1e11} precision={2} prefix="¥" style={{ width: "100%" }} />
        </Form.Item>
      </div>
    </Card>
  );
}
