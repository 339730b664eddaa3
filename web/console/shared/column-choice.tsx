import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, Popover } from "antd";
import type { ColumnsType, ColumnType } from "antd/es/table";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readKept, safeStorage } from "../../shared/safe-storage.ts";
import { besideTrigger } from "./beside-trigger.ts";

const isKeys = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

interface Choice<Row> {
  all: ColumnType<Row>[];
  shown: ColumnType<Row>[];
  hidden: string[];
  toggle: (key: string) => void;
}

/** Which columns of a list this browser shows; `rare` ones are put away until somebody asks for them. The first always shows. */
export function useColumnChoice<Row>(page: string, columns: ColumnsType<Row>, rare: string[] = []): Choice<Row> {
  const storage = safeStorage("localStorage");
  const name = `console.columns.${page}`;
  const [hidden, setHidden] = useState(() => readKept(storage, name, isKeys) ?? rare);
  const keyOf = ({ key }: { key?: unknown }) => String(key);
  const toggle = (key: string) => {
    const next = hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key];
    storage.setItem(name, JSON.stringify(next));
    setHidden(next);
  };
  const shown = (columns as ColumnType<Row>[]).filter(
    (column, index) => index === 0 || !hidden.includes(keyOf(column)),
  );
  return { all: columns.slice(1) as ColumnType<Row>[], shown, hidden, toggle };
}

/** The button that lists the columns. */
export function ColumnChoice<Row>({ all, hidden, toggle }: Choice<Row>) {
  const { t } = useTranslation("console");
  const list = (
    <Flex vertical gap={8}>
      {all.map(({ key, title }) => (
        <Checkbox key={String(key)} checked={!hidden.includes(String(key))} onChange={() => toggle(String(key))}>
          {title as string}
        </Checkbox>
      ))}
    </Flex>
  );
  return (
    <span>
      <Popover
        getPopupContainer={besideTrigger}
        trigger="click"
        placement="bottomRight"
        content={list}
        title={t("common.columns")}
      >
        <Button icon={<SettingOutlined />} aria-haspopup="dialog">
          {t("common.columns")}
        </Button>
      </Popover>
    </span>
  );
}
