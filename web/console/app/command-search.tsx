import { SearchOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input, Modal } from "antd";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./command-search.module.css";
import { type Found, useFound } from "./use-found.ts";

/** Ctrl+K: pages, people and campaigns by name, from anywhere. */
export function CommandSearch({ compact }: { compact: boolean }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button
        icon={<SearchOutlined />}
        {...(compact ? { "aria-label": t("shell.command") } : {})}
        onClick={() => setOpen(true)}
      >
        {compact ? null : <span className={styles.hint}>{t("shell.command")} Ctrl K</span>}
      </Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        closable={false}
        title={t("shell.command")}
        destroyOnHidden
      >
        <SearchBox onChosen={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function SearchBox({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(typed.trim());
  const go = (one: Found | undefined) => {
    if (!one) return;
    onChosen();
    void navigate(one.link);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") go(found[at]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt((at + step + found.length) % Math.max(1, found.length));
  };
  const retype = (text: string) => {
    setTyped(text);
    setAt(0);
  };
  return (
    <>
      <Input
        autoFocus
        size="large"
        value={typed}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="command-found"
        aria-activedescendant={`command-${at}`}
        aria-label={t("shell.command")}
        placeholder={t("shell.commandHint")}
        onChange={(event) => retype(event.target.value)}
        onKeyDown={onKey}
      />
      <div id="command-found" role="listbox" aria-label={t("shell.command")} className={styles.list}>
        {found.map((one, index) => (
          <div
            key={one.key}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.item}
            onMouseEnter={() => setAt(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(one)}
            onKeyDown={onKey}
          >
            <span>{one.label}</span>
            <small>{one.about}</small>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.empty}>{t("shell.commandEmpty")}</p>}
    </>
  );
}
