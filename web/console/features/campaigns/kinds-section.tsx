import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { emptyKind, type KindRow } from "./campaign-form.rules.ts";
import styles from "./campaigns.module.css";
import { KindShares } from "./kind-shares.tsx";

const types = ["threshold", "half", "fixed"] as const;

/** The voucher kinds, a row each. */
export function KindsSection() {
  const { t } = useTranslation("console");
  return (
    <Card title={t("campaigns.section.kinds")} className={styles.section ?? ""}>
      <Form.List
        name="kinds"
        rules={[
          {
            validator: async (_, rows: unknown[] | undefined) => {
              if (!rows?.length) throw new Error(t("campaigns.kindNeeded"));
            },
          },
        ]}
      >
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map(({ key, name }) => (
              <KindRowFields key={key} index={name} onRemove={rows.length > 1 ? () => remove(name) : undefined} />
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add(emptyKind)}>
              {t("campaigns.addKind")}
            </Button>
            <Form.ErrorList errors={errors} />
            <AwardsChecked />
          </>
        )}
      </Form.List>
    </Card>
  );
}

/** Asked as soon as one kind has a share for awards. */
function AwardsChecked() {
  const { t } = useTranslation("console");
  const kinds = Form.useWatch<KindRow[] | undefined>("kinds");
  const awards = kinds?.some((kind) => kind?.shares?.some((share) => share?.whose === "award")) ?? false;
  return (
    <Form.Item name="awardsChecked" valuePropName="checked" hidden={!awards} style={{ marginTop: 16 }}>
      <Checkbox>{t("campaigns.awardsChecked")}</Checkbox>
    </Form.Item>
  );
}

function KindRowFields({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("console");
  const type = Form.useWatch<(typeof types)[number]>(["kinds", index, "type"]) ?? "threshold";
  const offline = Form.useWatch<boolean>(["kinds", index, "offlineAllowed"]) ?? false;
  const tradeIn = Form.useWatch<boolean>(["kinds", index, "tradeIn"]) ?? false;
  const needed = { required: true, message: t("common.needed") };
  const at = (field: string) => [index, field];
  const whole = { min: 1, precision: 0, style: { width: "100%" } };
  const money = { min: 0.01, precision: 2, prefix: "¥", style: { width: "100%" } };
  return (
    <fieldset className={styles.kind}>
      <legend>{t("campaigns.kindNumber", { number: index + 1 })}</legend>
      <Form.Item name={at("title")} label={t("campaigns.kindTitle")} rules={[needed]} className={styles.wide ?? ""}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name={at("type")} label={t("campaigns.kindType")}>
        <Select options={types.map((value) => ({ value, label: t(`campaigns.type.${value}`) }))} />
      </Form.Item>
      {type === "threshold" && (
        <Form.Item name={at("minSpendYuan")} label={t("campaigns.minSpend")} rules={[needed]}>
          <InputNumber {...money} />
        </Form.Item>
      )}
      <Form.Item name={at("offYuan")} label={t(`campaigns.off.${type}`)} rules={[needed]}>
        <InputNumber {...money} />
      </Form.Item>
      <Form.Item name={at("stockPerRound")} label={t("campaigns.stockPerRound")} rules={[needed]}>
        <InputNumber {...whole} max={10_000_000} />
      </Form.Item>
      <Form.Item name={at("perPerson")} label={t("campaigns.perPerson")} rules={[needed]}>
        <InputNumber {...whole} max={100} />
      </Form.Item>
      <Form.Item name={at("validDays")} label={t("campaigns.validDays")} rules={[needed]}>
        <InputNumber {...whole} max={366} />
      </Form.Item>
      <Form.Item
        name={at("tradeIn")}
        valuePropName="checked"
        className={styles.check ?? ""}
        {...(tradeIn ? { extra: t("campaigns.tradeInHelp") } : {})}
      >
        <Checkbox>{t("campaigns.tradeIn")}</Checkbox>
      </Form.Item>
      {!tradeIn && (
        <Form.Item name={at("offlineAllowed")} valuePropName="checked" className={styles.check ?? ""}>
          <Checkbox>{t("campaigns.offlineAllowed")}</Checkbox>
        </Form.Item>
      )}
      {offline && !tradeIn && (
        <Form.Item name={at("offlineLimit")} label={t("campaigns.offlineLimit")} rules={[needed]}>
          <InputNumber {...whole} max={200} />
        </Form.Item>
      )}
      <KindShares kind={index} />
      {onRemove && (
        <Button type="text" icon={<DeleteOutlined />} onClick={onRemove} className={styles.remove ?? ""}>
          {t("campaigns.removeKind")}
        </Button>
      )}
    </fieldset>
  );
}
