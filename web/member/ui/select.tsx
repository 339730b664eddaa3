import { useId } from "react";
import styles from "./field.module.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The row that stands for nothing chosen. */
  empty: string;
  options: readonly { value: string; label: string }[];
}

/** A labelled list of the phone's own kind: it opens as large as the phone's settings say. */
export function Select({ label, value, onChange, empty, options }: Props) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <select id={id} className={styles.input} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
