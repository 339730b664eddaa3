import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Button, Flex, Input, Popover } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { safeStorage } from "../../shared/safe-storage.ts";
import { besideTrigger } from "./beside-trigger.ts";
import { forgetFilter, keepFilter, readFilters, type Search } from "./kept-filters.ts";
import { useMe } from "./me.ts";

/** Where in a list one is says nothing about what one looks for. */
const tidy = (search: object): Search =>
  Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[0] !== "after" && entry[1] !== undefined),
  );

/**
 * Filters kept by name, for this page and this account in this browser; the address holds the filter itself, so that it can
 * also be sent to a colleague.
 */
export function SavedFilters({ page }: { page: string }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const now = tidy(useLocation({ select: ({ search }) => search }));
  const storage = safeStorage("localStorage");
  const key = `console.filters.${page}.${useMe()?.accountId ?? ""}`;
  const [saved, setSaved] = useState(() => readFilters(storage, key));
  const [open, setOpen] = useState(false);
  const show = (now: boolean) => {
    if (now) setSaved(readFilters(storage, key));
    setOpen(now);
  };
  const apply = (search: Search) => {
    setOpen(false);
    // Whatever is narrowed now and not in the saved filter is taken away.
    const none = Object.fromEntries(Object.keys(now).map((name) => [name, undefined]));
    void navigate({ to: ".", search: { ...none, ...search } });
  };
  const list = (
    <Flex vertical gap={4} style={{ width: 260 }}>
      {saved.map(({ name, search }) => (
        <Flex key={name} justify="space-between">
          <Button type="text" onClick={() => apply(search)}>
            {name}
          </Button>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("common.forgetFilter", { name })}
            onClick={() => setSaved(forgetFilter(storage, key, name))}
          />
        </Flex>
      ))}
      {Object.keys(now).length === 0 ? (
        <small>{t("common.filterFirst")}</small>
      ) : (
        <NewFilter onSave={(name) => setSaved(keepFilter(storage, key, { name, search: now }))} />
      )}
    </Flex>
  );
  return (
    <span>
      <Popover
        getPopupContainer={besideTrigger}
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={show}
        content={list}
        title={t("common.savedFilters")}
      >
        <Button icon={<StarOutlined />} aria-haspopup="dialog" aria-expanded={open}>
          {t("common.savedFilters")}
        </Button>
      </Popover>
    </span>
  );
}

function NewFilter({ onSave }: { onSave: (name: string) => void }) {
  const { t } = useTranslation("console");
  const [name, setName] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    onSave(name.trim());
    setName("");
  };
  return (
    <form onSubmit={save}>
      <Flex gap={8}>
        <Input
          value={name}
          maxLength={30}
          placeholder={t("common.filterName")}
          aria-label={t("common.filterName")}
          onChange={({ target }) => setName(target.value)}
        />
        <Button htmlType="submit" type="primary">
          {t("common.saveFilter")}
        </Button>
      </Flex>
    </form>
  );
}
