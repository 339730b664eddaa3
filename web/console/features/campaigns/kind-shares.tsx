import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { emptyShare, type KindRow, type ShareRow } from "./campaign-form.rules.ts";
import styles from "./campaigns.module.css";

const whose = ["branch", "tag", "award"] as const;

/** Parts of a round's stock that are kept for some: a branch, people with a tag, or those whom the union names. */
export function KindShares({ kind }: { kind: number }) {
  const { t } = useTranslation("console");
  const form = Form.useFormInstance();
  const fits = async (_: unknown, rows: (ShareRow | undefined)[] | undefined) => {
    const { stockPerRound = 0 } = (form.getFieldValue(["kinds", kind]) ?? {}) as Partial<KindRow>;
    const units = (rows ?? []).reduce((sum, row) => sum + (row?.units ?? 0), 0);
    if (units > stockPerRound) throw new Error(t("campaigns.shares.tooMany", { units, stock: stockPerRound }));
  };
  return (
    <div className={styles.shares}>
      <Form.List name={[kind, "shares"]} rules={[{ validator: fits }]}>
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map(({ key, name }) => (
              <ShareFields key={key} kind={kind} index={name} onRemove={() => remove(name)} />
            ))}
            <Button
              type="link"
              icon={<PlusOutlined />}
              onClick={() => add(emptyShare)}
              className={styles.addShare ?? ""}
            >
              {t("campaigns.shares.add")}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </div>
  );
}

function ShareFields({ kind, index, onRemove }: { kind: number; index: number; onRemove: () => void }) {
  const { t } = useTranslation("console");
  const chosen = Form.useWatch<ShareRow["whose"]>(["kinds", kind, "shares", index, "whose"]) ?? "award";
  const needed = { required: true, message: t("common.needed") };
  const at = (field: keyof ShareRow) => [index, field];
  return (
    <fieldset className={styles.share}>
      <legend>{t("campaigns.shares.number", { number: index + 1 })}</legend>
      <Form.Item name={at("whose")} label={t("campaigns.shares.whose")}>
        <Select options={whose.map((value) => ({ value, label: t(`campaigns.shares.of.${value}`) }))} />
      </Form.Item>
      {chosen === "branch" && (
        <Form.Item name={at("organisationId")} label={t("campaigns.shares.branch")} rules={[needed]}>
          <OrganisationSelect />
        </Form.Item>
      )}
      {chosen === "tag" && (
        <Form.Item name={at("tag")} label={t("campaigns.shares.tag")} rules={[needed]}>
          <Input maxLength={20} placeholder={t("campaigns.shares.tagExample")} />
        </Form.Item>
      )}
      <Form.Item name={at("title")} label={t("campaigns.shares.title")} rules={[needed]}>
        <Input maxLength={40} placeholder={t(`campaigns.shares.titleExample.${chosen}`)} />
      </Form.Item>
      <Form.Item name={at("units")} label={t("campaigns.shares.units")} rules={[needed]}>
        <InputNumber min={1} precision={0} max={10_000_000} style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item
        name={at("spillHours")}
        label={t("campaigns.shares.spill")}
        tooltip={t("campaigns.shares.spillHelp")}
        rules={[needed]}
      >
        <InputNumber min={0.1} max={744} step={0.5} style={{ width: "100%" }} suffix={t("campaigns.shares.hours")} />
      </Form.Item>
      <Button type="text" icon={<DeleteOutlined />} onClick={onRemove} className={styles.remove ?? ""}>
        {t("campaigns.shares.remove")}
      </Button>
    </fieldset>
  );
}
