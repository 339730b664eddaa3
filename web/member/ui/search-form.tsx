import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./search-form.module.css";

interface Props {
  query: string;
  onSearch: (query: string) => void;
}

/** The search field with its button. */
export function SearchForm({ query, onSearch }: Props) {
  const { t } = useTranslation("member");
  const [text, setText] = useState(query);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit}>
        <input
          className={styles.input}
          type="search"
          enterKeyHint="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("home.search")}
          aria-label={t("home.search")}
        />
        <button type="submit" className={styles.button}>
          {t("home.searchAction")}
        </button>
      </form>
    </search>
  );
}
