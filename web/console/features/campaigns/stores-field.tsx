import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { storesQuery } from "./campaigns.queries.ts";

interface StoresFieldProps {
  /** What the form gives its field. */
  id?: string;
  value?: string[];
  onChange?: (storeIds: string[]) => void;
}

/** Stores by the names of merchant and store; or at once all that may take vouchers now, as the campaign of a city has it. */
export function StoresField({ id, value = [], onChange }: StoresFieldProps) {
  const { t } = useTranslation("console");
  const { data, isFetching } = useQuery(storesQuery);
  const merchants = data?.items ?? [];
  const groups = merchants.map((merchant) => ({
    label: merchant.name,
    title: merchant.name,
    options: merchant.stores.map((store) => ({ value: store.id, label: `${merchant.name} · ${store.name}` })),
  }));
  const ready = merchants
    .filter(({ state, agreement }) => state === "active" && agreement.state === "in_force")
    .flatMap(({ stores }) => stores.filter((store) => store.state === "open" && store.suspension === null))
    .map((store) => store.id);
  const missing = ready.filter((one) => !value.includes(one));
  return (
    <>
      <Select
        {...(id === undefined ? {} : { id })}
        mode="multiple"
        value={value}
        onChange={(next: string[]) => onChange?.(next)}
        options={groups}
        loading={isFetching}
        showSearch={{ optionFilterProp: "label" }}
        maxTagCount={12}
      />
      {missing.length > 0 && (
        <Button type="link" size="small" onClick={() => onChange?.([...value, ...missing])}>
          {t("campaigns.storesAll", { count: missing.length })}
        </Button>
      )}
    </>
  );
}
